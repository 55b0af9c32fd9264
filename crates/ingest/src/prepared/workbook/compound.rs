//! The container of an XLS, looked at before it is read: its chains of sectors must end, for the
//! library that reads them follows them for ever, and its records must not speak of more cells than
//! fit into the memory. [MS-CFB] and [MS-XLS] of Microsoft describe the two.

use super::biff;
use super::error::BookError;
use super::room::Room;

/// Bytes of a sector of small streams.
const SMALL: usize = 64;

/// Bytes below which a stream is a small one.
const SMALL_STREAM: usize = 4096;

/// Where chains end, and where sectors that hold something end.
const END: u32 = 0xFFFF_FFFE;
const RESERVED: u32 = 0xFFFF_FFFA;

fn damaged(said: &str) -> BookError {
    BookError::Damaged(said.to_owned())
}

/// A number of two bytes, the low one first.
pub fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let two = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*two))
}

/// A number of four bytes, the low one first.
pub fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*four))
}

fn usize_at(bytes: &[u8], at: usize) -> Option<usize> {
    usize::try_from(u32_at(bytes, at)?).ok()
}

/// Whether the bytes of an XLS can be read within some room.
///
/// # Errors
/// They cannot.
pub fn look(bytes: &[u8], room: Room) -> Result<(), BookError> {
    match workbook(bytes)? {
        Some(stream) => biff::look(&stream, room),
        // What is missing is said when it is read.
        None => Ok(()),
    }
}

/// The stream of the workbook.
fn workbook(bytes: &[u8]) -> Result<Option<Vec<u8>>, BookError> {
    let Some(container) = Container::open(bytes)? else {
        return Ok(None);
    };
    for name in ["workbook", "book"] {
        let found = container.streams.iter().find(|s| s.name == name);
        if let Some(stream) = found {
            return container.read(stream).map(Some);
        }
    }
    Ok(None)
}

struct Stream {
    name: String,
    start: u32,
    length: usize,
}

/// Sectors of one size, one after another, and which follows which.
struct Sectors<'a> {
    bytes: &'a [u8],
    size: usize,
}

impl<'a> Sectors<'a> {
    fn get(&self, id: u32) -> &'a [u8] {
        let start = usize::try_from(id)
            .ok()
            .and_then(|id| id.checked_mul(self.size));
        let start = start.unwrap_or(usize::MAX).min(self.bytes.len());
        let end = start.saturating_add(self.size).min(self.bytes.len());
        self.bytes.get(start..end).unwrap_or_default()
    }

    fn count(&self) -> usize {
        self.bytes.len() / self.size + 1
    }

    /// The bytes of a chain, down to a length.
    fn chain(&self, start: u32, next: &[u32], length: usize) -> Result<Vec<u8>, BookError> {
        let (mut at, mut chain, mut steps) = (start, Vec::new(), 0);
        while at != END && chain.len() < length {
            let sector = self.get(at);
            if sector.is_empty() {
                break;
            }
            steps += 1;
            if steps > self.count() {
                return Err(damaged("its sectors follow each other in a circle"));
            }
            chain.extend_from_slice(sector);
            let after = usize::try_from(at).ok().and_then(|at| next.get(at));
            at = after.copied().unwrap_or(END);
        }
        chain.truncate(length);
        Ok(chain)
    }
}

struct Container<'a> {
    sectors: Sectors<'a>,
    next: Vec<u32>,
    small: Vec<u8>,
    next_small: Vec<u32>,
    streams: Vec<Stream>,
}

impl<'a> Container<'a> {
    fn open(bytes: &'a [u8]) -> Result<Option<Self>, BookError> {
        let Some(header) = Header::read(bytes) else {
            return Ok(None);
        };
        let sectors = Sectors {
            bytes: bytes.get(header.size..).unwrap_or_default(),
            size: header.size,
        };
        let next = header.next(&sectors)?;
        let directory = sectors.chain(header.directory, &next, usize::MAX)?;
        let entries = directory.chunks_exact(128);
        let streams: Vec<Stream> = entries.filter_map(|e| stream(e, header.size)).collect();
        let Some(root) = streams.first() else {
            return Ok(None);
        };
        let (mut small, mut next_small) = (Vec::new(), Vec::new());
        if header.small_sectors > 0 {
            small = sectors.chain(root.start, &next, root.length)?;
            let length = header.small_sectors.saturating_mul(header.size);
            next_small = words(&sectors.chain(header.small_next, &next, length)?).collect();
        }
        Ok(Some(Self {
            sectors,
            next,
            small,
            next_small,
            streams,
        }))
    }

    fn read(&self, stream: &Stream) -> Result<Vec<u8>, BookError> {
        if stream.length < SMALL_STREAM {
            let small = Sectors {
                bytes: &self.small,
                size: SMALL,
            };
            small.chain(stream.start, &self.next_small, stream.length)
        } else {
            self.sectors.chain(stream.start, &self.next, stream.length)
        }
    }
}

/// What the first 512 bytes say.
struct Header<'a> {
    size: usize,
    directory: u32,
    small_next: u32,
    small_sectors: usize,
    lists: u32,
    /// The first of the sectors that say which sector follows which.
    first: &'a [u8],
}

impl<'a> Header<'a> {
    fn read(bytes: &'a [u8]) -> Option<Self> {
        Some(Self {
            size: match u16_at(bytes, 30)? {
                0x9 => 512,
                0xC => 4096,
                _ => return None,
            },
            directory: u32_at(bytes, 48)?,
            small_next: u32_at(bytes, 60)?,
            small_sectors: usize_at(bytes, 64)?,
            lists: u32_at(bytes, 68)?,
            first: bytes.get(76..512)?,
        })
    }

    /// Which sector follows which.
    fn next(&self, sectors: &Sectors<'_>) -> Result<Vec<u32>, BookError> {
        let mut lists: Vec<u32> = words(self.first).collect();
        let (mut at, mut steps) = (self.lists, 0);
        while at < RESERVED {
            lists.extend(words(sectors.get(at)));
            at = lists.pop().unwrap_or(END);
            steps += 1;
            if steps > sectors.count() {
                return Err(damaged(
                    "its lists of sectors follow each other in a circle",
                ));
            }
        }
        lists.retain(|id| *id < RESERVED);
        if lists.len() > sectors.count() {
            return Err(damaged("it has more lists of sectors than sectors"));
        }
        Ok(lists
            .iter()
            .flat_map(|id| words(sectors.get(*id)))
            .collect())
    }
}

fn words(bytes: &[u8]) -> impl Iterator<Item = u32> {
    let (words, _) = bytes.as_chunks();
    words.iter().map(|word| u32::from_le_bytes(*word))
}

/// A stream by its entry in the directory, its name in lower case.
fn stream(entry: &[u8], sector: usize) -> Option<Stream> {
    let (units, _) = entry.get(..64)?.as_chunks();
    let units = units.iter().map(|unit| u16::from_le_bytes(*unit));
    let units = units.take_while(|unit| *unit != 0);
    let name = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    // In small sectors the high half of the length means nothing.
    let high = if sector > 512 { u32_at(entry, 124)? } else { 0 };
    let length = u64::from(u32_at(entry, 120)?) | (u64::from(high) << 32);
    Some(Stream {
        name: name.collect::<String>().to_ascii_lowercase(),
        start: u32_at(entry, 116)?,
        length: usize::try_from(length).unwrap_or(usize::MAX),
    })
}
