//! Theme and organisation: the cells of all formats put together. Organisations are counted from
//! these, each once.

use crate::error::AnalysisError;
use crate::frames::{
    CellFrames, NOTES, NOTES_ROLLED, ORGANISATION, OWN, ROLLED, THEME, stance_sets, sums, u32s,
};
use crate::order::Order;
use polars::prelude::col;
use throughline_core::codebook::ThemeCode;
use throughline_core::stance::Stance;

/// An organisation that has a note of a theme or of a descendant of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair {
    pub(crate) theme: ThemeCode,
    pub(crate) organisation: u32,
    /// Notes that carry the theme itself.
    pub(crate) notes: u32,
    /// Notes that carry the theme or a descendant.
    pub(crate) notes_rolled: u32,
    /// The organisation's one stance by own tags (rule 9); of no meaning where `notes` is 0.
    pub(crate) stance: Stance,
    /// The organisation's one stance over the theme and its descendants (rule 9).
    pub(crate) stance_rolled: Stance,
}

/// All pairs, by theme id and then by display name.
pub(crate) fn pairs(order: &Order, frames: &CellFrames) -> Result<Vec<Pair>, AnalysisError> {
    let mut wanted = sums(&[NOTES, NOTES_ROLLED]);
    wanted.extend(OWN.iter().chain(&ROLLED).map(|&name| col(name).any(true)));
    let frame = frames
        .by_organisation()
        .group_by([col(THEME), col(ORGANISATION)])
        .agg(wanted)
        .collect()?;
    let organisations = u32s(&frame, ORGANISATION)?;
    let (notes, notes_rolled) = (u32s(&frame, NOTES)?, u32s(&frame, NOTES_ROLLED)?);
    let (own, rolled) = (stance_sets(&frame, OWN)?, stance_sets(&frame, ROLLED)?);
    let mut pairs: Vec<Pair> = u32s(&frame, THEME)?
        .into_iter()
        .enumerate()
        .map(|(row, theme)| Pair {
            theme,
            organisation: organisations[row],
            notes: notes[row],
            notes_rolled: notes_rolled[row],
            stance: own[row].resolve(),
            stance_rolled: rolled[row].resolve(),
        })
        .collect();
    pairs.sort_unstable_by_key(|p| (order.theme(p.theme), order.organisation(p.organisation)));
    Ok(pairs)
}
