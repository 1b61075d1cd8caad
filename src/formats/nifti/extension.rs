//! Header extensions: what stands between the header and the data.

use std::collections::BTreeMap;

use super::bytes::ByteStream;
use super::fields::{ByteOrder, readable};
use crate::formats::Fault;

/// Bytes of extensions that are kept of one file. Longer ones are read past.
const KEPT: usize = 1 << 20;

/// One extension: `ecode` says who defined it (2 DICOM, 4 AFNI, 6 comment, 30 Caret, 44 MATLAB, …).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extension {
    pub code: i32,
    /// Bytes of content that the file declares.
    pub size: u64,
    /// The content, or its first part if the file's extensions are very large.
    pub content: Vec<u8>,
}

impl Extension {
    /// The content as text; binary content gives what can be read in it.
    pub fn text(&self) -> String {
        readable(&self.content)
    }

    /// Names of labels in a Caret label table, `<Label Key="5" …><![CDATA[liver]]></Label>`: Connectome Workbench
    /// and TotalSegmentator write one.
    pub fn label_names(&self) -> BTreeMap<i64, String> {
        let text = self.text();
        text.split("<Label ").skip(1).filter_map(label_name).collect()
    }
}

fn label_name(element: &str) -> Option<(i64, String)> {
    let (attributes, rest) = element.split_once('>')?;
    let (_, key) = attributes.split_once("Key=\"")?;
    let (key, _) = key.split_once('"')?;
    let (name, _) = rest.split_once("</Label>")?;
    let name = name.trim();
    let name = name.strip_prefix("<![CDATA[").and_then(|name| name.strip_suffix("]]>")).unwrap_or(name);
    Some((key.trim().parse().ok()?, name.trim().to_owned()))
}

/// Reads the extensions from the four bytes behind the header up to `end` (the start of the data, or `None` for the end
/// of a separate header file). Stops at the first one that makes no sense.
pub(super) fn read(
    stream: &mut ByteStream,
    order: ByteOrder,
    end: Option<u64>,
    faults: &mut Vec<Fault>,
) -> Result<Vec<Extension>, Fault> {
    let mut found = Vec::new();
    let mut kept = 0;
    let limit = end.unwrap_or(u64::MAX);
    if stream.position().saturating_add(4) > limit {
        return Ok(found);
    }
    let announced = stream.take::<4>()?;
    if announced.is_none_or(|[first, ..]| first == 0) {
        return Ok(found);
    }
    while stream.position().saturating_add(8) <= limit {
        let at = stream.position();
        let Some(head) = stream.take::<8>()? else { break };
        let [s0, s1, s2, s3, c0, c1, c2, c3] = head;
        let number = |raw: [u8; 4]| match order {
            ByteOrder::Little => i32::from_le_bytes(raw),
            ByteOrder::Big => i32::from_be_bytes(raw),
        };
        let (size, code) = (number([s0, s1, s2, s3]), number([c0, c1, c2, c3]));
        let Some(size) = u64::try_from(size).ok().and_then(|size| size.checked_sub(8)) else {
            // Zeros up to the data are padding, not an extension.
            if head != [0; 8] {
                faults.push(Fault::ExtensionInvalid { at, reason: "its size is below eight bytes" });
            }
            break;
        };
        if stream.position().saturating_add(size) > limit {
            faults.push(Fault::ExtensionInvalid { at, reason: "it reaches into the data" });
            break;
        }
        let keep = usize::try_from(size).unwrap_or(usize::MAX).min(KEPT - kept);
        let content = stream.collect(keep)?;
        kept += content.len();
        let rest = size - content.len() as u64;
        if content.len() < keep || stream.skip(rest)? < rest {
            faults.push(Fault::ExtensionInvalid { at, reason: "the file ends inside it" });
            break;
        }
        found.push(Extension { code, size, content });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn label_tables_give_names() {
        let content = br#"<?xml version="1.0"?><CaretExtension><LabelTable>
            <Label Key="1" Red="0.2"><![CDATA[spleen]]></Label><Label Key="-7" Red="1"> left kidney </Label>
            <Label Key="x">no</Label></LabelTable></CaretExtension>"#;
        let extension = Extension { code: 0, size: 0, content: content.to_vec() };
        let names: Vec<_> = extension.label_names().into_iter().collect();
        assert_eq!(names, [(-7, "left kidney".to_owned()), (1, "spleen".to_owned())]);
    }
}
