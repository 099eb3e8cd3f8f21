//! dBASE tables, in which a Shapefile has its properties.

use serde_json::{Map, Value};

use crate::import::text::decoded;
use crate::ledger::Ledger;

/// A table, row by row.
pub(crate) struct Table<'b> {
    fields: Vec<Field>,
    /// The bytes of all rows.
    rows: &'b [u8],
    /// Of one row, in bytes; 1 at least.
    width: usize,
    encoding: Option<String>,
}

struct Field {
    name: String,
    width: usize,
}

impl<'b> Table<'b> {
    /// Reads a table's head; `label` is what a .cpg says of its encoding.
    ///
    /// # Errors
    /// It is no table.
    pub(crate) fn read(bytes: &'b [u8], label: Option<&str>) -> Result<Self, String> {
        let short = || "the .dbf ends in its head".to_owned();
        let number = |at: usize| {
            bytes
                .get(at..)
                .and_then(|bytes| bytes.first_chunk())
                .map(|bytes| usize::from(u16::from_le_bytes(*bytes)))
        };
        let (head, width) = number(8).zip(number(10)).ok_or_else(short)?;
        let count = bytes.get(4..8).and_then(|bytes| bytes.first_chunk());
        let count = count.map(|bytes| u32::from_le_bytes(*bytes) as usize).ok_or_else(short)?;
        if width == 0 {
            return Err("the .dbf has rows of no length".to_owned());
        }
        let describes = bytes.get(32..head).ok_or_else(short)?;
        let mut fields = Vec::new();
        for field in describes.chunks_exact(32).take_while(|field| field[0] != b'\r') {
            let name: Vec<u8> = field[..11].iter().copied().take_while(|byte| *byte != 0).collect();
            fields.push(Field {
                name: String::from_utf8_lossy(&name).trim().to_owned(),
                width: field[16].into(),
            });
        }
        let rows = bytes.get(head..).unwrap_or_default();
        let rows = rows.get(..count.saturating_mul(width)).unwrap_or(rows);
        let encoding = label.and_then(label_of).or_else(|| driver(bytes[29]).map(str::to_owned));
        Ok(Self { fields, rows, width, encoding })
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.rows.len() / self.width
    }

    /// What a row says, empty where there is none.
    pub(crate) fn row(&self, number: usize, ledger: &mut Ledger) -> Map<String, Value> {
        let mut said = Map::new();
        let start = number.saturating_mul(self.width);
        let Some(row) = self.rows.get(start..start.saturating_add(self.width)) else { return said };
        // The first byte says whether the row is marked as deleted; its shape is there all the same.
        let mut at = 1;
        for field in &self.fields {
            let cell = row.get(at..at + field.width).unwrap_or_default();
            at += field.width;
            let text = decoded(cell, self.encoding.as_deref(), ledger);
            let text = text.trim_matches(|c: char| c.is_whitespace() || c == '\0');
            // Asterisks are numbers that nobody gave.
            if !text.is_empty() && !text.bytes().all(|byte| byte == b'*') {
                said.insert(field.name.clone(), Value::String(text.to_owned()));
            }
        }
        said
    }
}

/// A .cpg's label as the web calls it.
fn label_of(label: &str) -> Option<String> {
    let label = label.trim();
    let plain = label.to_lowercase();
    let number = plain.trim_start_matches("ansi").trim_start_matches("cp").trim();
    match number {
        "" => None,
        "65001" => Some("utf-8".to_owned()),
        "88591" => Some("iso-8859-1".to_owned()),
        "866" => Some("ibm866".to_owned()),
        number if number.len() == 4 && number.starts_with("125") => Some(format!("windows-{number}")),
        _ => Some(label.to_owned()),
    }
}

/// The encoding of a language driver, of those that are still met.
fn driver(byte: u8) -> Option<&'static str> {
    match byte {
        0x03 | 0x57 => Some("windows-1252"),
        0x26 | 0x65 => Some("ibm866"),
        0xc8 => Some("windows-1250"),
        0xc9 => Some("windows-1251"),
        0xca => Some("windows-1254"),
        0xcb => Some("windows-1253"),
        _ => None,
    }
}
