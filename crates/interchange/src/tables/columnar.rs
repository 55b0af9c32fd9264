//! Formats of columns: Parquet and Arrow.

use arrow_array::builder::{
    BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, StringBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use jiff::civil::Date;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;
use std::fmt;
use std::io::{self, Write};
use std::sync::Arc;
use throughline_core::tidy::{Cell, Column, Kind};

/// Rows of a Parquet row group, each of which an engine can leave unread.
const ROW_GROUP: usize = 100_000;
/// Rows that are handed on together.
const ROWS: usize = 1 << 13;
/// Bytes of text that are handed on together, so that rows of long texts do not add up.
const BYTES: usize = 32 << 20;

/// Rows gathered into columns and handed on.
pub(super) struct Batches<W: Write + Send> {
    out: Out<W>,
    schema: SchemaRef,
    columns: Vec<Builder>,
    rows: usize,
    bytes: usize,
}

enum Out<W: Write + Send> {
    Parquet(ArrowWriter<W>),
    Arrow(FileWriter<io::BufWriter<W>>),
}

impl<W: Write + Send> fmt::Debug for Batches<W> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batches")
            .field("schema", &self.schema)
            .field("rows", &self.rows)
            .finish_non_exhaustive()
    }
}

impl<W: Write + Send> Batches<W> {
    pub(super) fn parquet(out: W, columns: &[Column]) -> io::Result<Self> {
        let schema = schema(columns);
        let mut properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_max_row_group_row_count(Some(ROW_GROUP))
            .set_dictionary_enabled(false);
        for column in columns.iter().filter(|column| column.kind == Kind::Code) {
            properties =
                properties.set_column_dictionary_enabled(ColumnPath::from(column.name), true);
        }
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties.build()))?;
        Ok(Self::new(Out::Parquet(writer), schema, columns))
    }

    pub(super) fn arrow(out: W, columns: &[Column]) -> io::Result<Self> {
        let schema = schema(columns);
        let writer = FileWriter::try_new_buffered(out, &schema).map_err(io::Error::other)?;
        Ok(Self::new(Out::Arrow(writer), schema, columns))
    }

    fn new(out: Out<W>, schema: SchemaRef, columns: &[Column]) -> Self {
        Self {
            out,
            schema,
            columns: columns.iter().map(|c| Builder::new(c.kind)).collect(),
            rows: 0,
            bytes: 0,
        }
    }

    pub(super) fn row(&mut self, cells: &[Cell<'_>]) -> io::Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += column.push(cell);
        }
        self.rows += 1;
        if self.rows >= ROWS || self.bytes >= BYTES {
            self.hand_on()?;
        }
        Ok(())
    }

    fn hand_on(&mut self) -> io::Result<()> {
        (self.rows, self.bytes) = (0, 0);
        let columns = self.columns.iter_mut().map(Builder::finish).collect();
        let batch = RecordBatch::try_new(self.schema.clone(), columns).map_err(io::Error::other)?;
        match &mut self.out {
            Out::Parquet(writer) => writer.write(&batch)?,
            Out::Arrow(writer) => writer.write(&batch).map_err(io::Error::other)?,
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> io::Result<()> {
        if self.rows > 0 {
            self.hand_on()?;
        }
        match self.out {
            Out::Parquet(writer) => {
                writer.close()?;
            }
            Out::Arrow(mut writer) => {
                writer.finish().map_err(io::Error::other)?;
                writer.get_mut().flush()?;
            }
        }
        Ok(())
    }
}

fn schema(columns: &[Column]) -> SchemaRef {
    let fields: Vec<Field> = columns
        .iter()
        .map(|column| Field::new(column.name, data_type(column.kind), column.nullable))
        .collect();
    Arc::new(Schema::new(fields))
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text | Kind::Code => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Number => DataType::Float64,
        Kind::Boolean => DataType::Boolean,
        Kind::Date => DataType::Date32,
    }
}

/// A column that is being gathered.
enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Number(Float64Builder),
    Boolean(BooleanBuilder),
    Date(Date32Builder),
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text | Kind::Code => Builder::Text(StringBuilder::new()),
            Kind::Integer => Builder::Integer(Int64Builder::new()),
            Kind::Number => Builder::Number(Float64Builder::new()),
            Kind::Boolean => Builder::Boolean(BooleanBuilder::new()),
            Kind::Date => Builder::Date(Date32Builder::new()),
        }
    }

    /// Adds a value, null where it is not of the column's kind. Gives the bytes of its text.
    fn push(&mut self, cell: &Cell<'_>) -> usize {
        match (self, cell) {
            (Builder::Text(column), Cell::Text(text)) => {
                column.append_value(text);
                return text.len();
            }
            (Builder::Text(column), _) => column.append_null(),
            (Builder::Integer(column), cell) => column.append_option(match cell {
                Cell::Integer(number) => Some(*number),
                _ => None,
            }),
            (Builder::Number(column), cell) => column.append_option(match cell {
                Cell::Number(number) => Some(*number),
                _ => None,
            }),
            (Builder::Boolean(column), cell) => column.append_option(match cell {
                Cell::Boolean(yes) => Some(*yes),
                _ => None,
            }),
            (Builder::Date(column), cell) => column.append_option(match cell {
                Cell::Date(date) => Some(days(*date)),
                _ => None,
            }),
        }
        0
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Builder::Text(column) => Arc::new(column.finish()),
            Builder::Integer(column) => Arc::new(column.finish()),
            Builder::Number(column) => Arc::new(column.finish()),
            Builder::Boolean(column) => Arc::new(column.finish()),
            Builder::Date(column) => Arc::new(column.finish()),
        }
    }
}

/// Days since 1 January 1970.
fn days(date: Date) -> i32 {
    Date::constant(1970, 1, 1)
        .until(date)
        .map_or(0, |span| span.get_days())
}
