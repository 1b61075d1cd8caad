//! Points as rows of a table: a name, coordinates, and the frame they are in.
//!
//! The frame is a column `frame` (`RAS`, `LPS`, `voxel`), or the names of the coordinates say it: `x_ras`, `x_lps`, `i`,
//! `j`, `k`. Two coordinates without a third are the column and the row of a picture.

use super::super::table::{Cell, Row, Table, TableFault, parse_commas, parse_tabs};
use super::{Frame, NamedPoints, PointsFault};

/// What the column of the name may be called.
const NAMES: &[&str] = &["name", "label", "landmark", "point"];

/// Names of the three coordinates, and the frame that they say.
const COORDINATES: &[([&str; 3], Option<Frame>)] = &[
    (["x_ras", "y_ras", "z_ras"], Some(Frame::Ras)),
    (["x_lps", "y_lps", "z_lps"], Some(Frame::Lps)),
    (["i", "j", "k"], Some(Frame::Voxel)),
    (["column", "row", "slice"], Some(Frame::Voxel)),
    (["x", "y", "z"], None),
];

pub fn commas(text: &str) -> Result<Vec<NamedPoints>, PointsFault> {
    points(parse_commas(text))
}

pub fn tabs(text: &str) -> Result<Vec<NamedPoints>, PointsFault> {
    points(parse_tabs(text))
}

fn points(table: Result<Table, TableFault>) -> Result<Vec<NamedPoints>, PointsFault> {
    let table = table.map_err(|fault| match fault {
        TableFault::Syntax { format, reason } => PointsFault::Syntax { format, reason },
        other => PointsFault::Shape(other.to_string()),
    })?;
    let columns = Columns::of(&table)?;
    table.rows.iter().map(|row| columns.point(row)).collect()
}

/// Where in a row things stand.
struct Columns {
    name: usize,
    coordinates: Vec<usize>,
    /// Said by the names of the coordinates.
    frame: Option<Frame>,
    frame_column: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Result<Columns, PointsFault> {
        let at = |name: &str| table.columns.iter().position(|column| column.trim().eq_ignore_ascii_case(name));
        let name = NAMES.iter().find_map(|name| at(name));
        let name = name.ok_or_else(|| PointsFault::shape("has no column `name` with the names of its points"))?;
        let found = COORDINATES.iter().find_map(|(names, frame)| {
            let [x, y, z] = names.map(at);
            Some((vec![x?, y?].into_iter().chain(z).collect::<Vec<_>>(), *frame))
        });
        let (coordinates, frame) = found.ok_or_else(|| PointsFault::shape("has no columns `x`, `y` and `z`"))?;
        let frame_column = at("frame").or_else(|| at("coordinateSystem"));
        let picture = coordinates.len() == 2 && frame_column.is_none();
        let frame = if picture { Some(Frame::Voxel) } else { frame };
        if frame.is_none() && frame_column.is_none() {
            return Err(PointsFault::shape(
                "does not say in which frame its coordinates are: add a column `frame` with RAS, LPS or voxel",
            ));
        }
        Ok(Columns { name, coordinates, frame, frame_column })
    }

    fn point(&self, row: &Row) -> Result<NamedPoints, PointsFault> {
        let text = |at: usize| match row.cells.get(at) {
            Some(Some(Cell::Text(text))) => text.trim(),
            _ => "",
        };
        let mut place = [0.0; 3];
        for (slot, &at) in place.iter_mut().zip(&self.coordinates) {
            let written = text(at);
            *slot = written.parse().map_err(|_| {
                PointsFault::shape(format!("has `{written}` for a coordinate, which is no number ({})", row.place))
            })?;
        }
        let frame = match self.frame_column {
            Some(at) => Frame::named(text(at)).ok_or_else(|| {
                PointsFault::shape(format!(
                    "has the frame `{}`, which is none of RAS, LPS and voxel ({})",
                    text(at),
                    row.place
                ))
            })?,
            None => self.frame.unwrap_or(Frame::Ras),
        };
        Ok(NamedPoints { name: text(self.name).to_owned(), points: vec![frame.place(place)], place: row.place.clone() })
    }
}
