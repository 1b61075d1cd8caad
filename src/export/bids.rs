//! Label tables of BIDS derivatives: `index`, `name`, `color`.

use crate::model::Protocol;

use super::left_out::{self, Holds};
use super::rows::rows;
use super::{Exported, Refused};

/// # Errors
///
/// No values, and a name with a tab, which ends cells.
pub fn bids(protocol: &Protocol) -> Result<Exported, Refused> {
    let mut text = "index\tname\tcolor\n".to_owned();
    for row in rows(protocol, (i64::MIN, i64::MAX))? {
        if row.name.contains('\t') {
            let reason = format!("the name `{}` holds a tab, which ends cells in this form", row.name);
            return Err(Refused::new(reason, "rename the class"));
        }
        text += &format!("{}\t{}\t{}\n", row.value, row.name, row.hex());
    }
    Ok(Exported { text, notes: left_out::note(protocol, &[Holds::Colors]).into_iter().collect() })
}
