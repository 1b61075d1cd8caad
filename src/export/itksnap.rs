//! Label descriptions of ITK-SNAP: value, red, green, blue, opacity, visible in slices, visible as a surface, name.

use crate::model::Protocol;

use super::left_out::{self, Holds};
use super::rows::rows;
use super::{Exported, Refused};

/// ITK-SNAP keeps labels in 16 bits.
const VALUES: (i64, i64) = (0, 65_535);

const HEAD: &str = "# ITK-SNAP label description\n# value, red, green, blue, opacity, visible, mesh visible, name\n";

/// # Errors
///
/// Values that ITK-SNAP does not have, and a name with quotes, which its form cannot hold.
pub fn itksnap(protocol: &Protocol) -> Result<Exported, Refused> {
    let rows = rows(protocol, VALUES)?;
    let mut text = HEAD.to_owned();
    for row in &rows {
        if row.name.contains('"') {
            let reason = format!("the name `{}` holds a quotation mark, which ends names in this form", row.name);
            return Err(Refused::new(reason, "rename the class"));
        }
        let [red, green, blue] = row.color;
        let shown = i32::from(!row.is_background());
        let (value, name) = (row.value, row.name);
        text += &format!("{value:>5} {red:>5} {green:>4} {blue:>4} {shown:>8} {shown:>2} {shown:>2}    \"{name}\"\n");
    }
    Ok(Exported { text, notes: left_out::note(protocol, &[Holds::Colors]).into_iter().collect() })
}
