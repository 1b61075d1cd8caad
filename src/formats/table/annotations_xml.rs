//! XML of annotations: ASAP (CAMELYON), and LIDC-IDRI.
//!
//! ASAP: a row for each annotation, with `name`, `type`, `group` and `outline`. LIDC-IDRI: a row for each region of a nodule
//! and each mark of something else, with `reader` (a number), `nodule`, `kind` (`nodule` or `non-nodule`), `z`, `inclusion`,
//! `outline`, and `point` for what has a single one.

use roxmltree::{Document, Node};

use super::{Cell, Row, Table, TableFault};

const COLUMNS_ASAP: &[&str] = &["name", "type", "group", "outline"];
const COLUMNS_LIDC: &[&str] = &["reader", "nodule", "kind", "z", "image", "inclusion", "outline", "point"];

pub fn read(text: &str) -> Result<Table, TableFault> {
    let syntax = |error: roxmltree::Error| TableFault::Syntax { format: "XML", reason: error.to_string() };
    let document = Document::parse(text).map_err(syntax)?;
    match document.root_element().tag_name().name() {
        "ASAP_Annotations" => asap(document.root_element()),
        "LidcReadMessage" => lidc(document.root_element()),
        other => Err(TableFault::Shape(format!("is neither ASAP nor LIDC-IDRI XML: it begins with `{other}`"))),
    }
}

fn table(columns: &[&str], rows: Vec<(String, Vec<Option<String>>)>) -> Table {
    let row = |(place, cells): (String, Vec<Option<String>>)| Row {
        place,
        cells: cells.into_iter().map(|cell| cell.map(Cell::Text)).collect(),
        uneven: None,
    };
    Table { columns: columns.iter().map(|&name| name.to_owned()).collect(), rows: rows.into_iter().map(row).collect() }
}

fn place(node: Node) -> String {
    format!("line {}", node.document().text_pos_at(node.range().start).row)
}

fn elements<'d>(node: Node<'d, 'd>, name: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    node.descendants().filter(move |node| node.is_element() && node.tag_name().name() == name)
}

fn asap(root: Node) -> Result<Table, TableFault> {
    let mut rows = Vec::new();
    for annotation in elements(root, "Annotation") {
        let mut points: Vec<(usize, f64, f64)> = Vec::new();
        for point in elements(annotation, "Coordinate") {
            let number = |name: &str| point.attribute(name).and_then(|text| text.trim().parse::<f64>().ok());
            let (Some(x), Some(y)) = (number("X"), number("Y")) else {
                return Err(TableFault::Shape(format!(
                    "has a coordinate without numbers `X` and `Y` ({})",
                    place(point)
                )));
            };
            let order = point.attribute("Order").and_then(|text| text.trim().parse().ok()).unwrap_or(points.len());
            points.push((order, x, y));
        }
        points.sort_by_key(|(order, ..)| *order);
        // ASAP closes its polygons when it draws them, and does not repeat the first vertex.
        let kind = annotation.attribute("Type").map(str::to_owned);
        let first = points.first().copied().filter(|_| points.len() > 2 && kind.as_deref() != Some("Dot"));
        let written: Vec<String> = points.iter().chain(&first).map(|(_, x, y)| format!("{x} {y}")).collect();
        let attribute = |name: &str| annotation.attribute(name).map(str::to_owned);
        let outline = (!written.is_empty()).then(|| written.join(", "));
        rows.push((place(annotation), vec![attribute("Name"), kind, attribute("PartOfGroup"), outline]));
    }
    Ok(table(COLUMNS_ASAP, rows))
}

fn lidc(root: Node) -> Result<Table, TableFault> {
    let mut rows = Vec::new();
    for (reader, session) in (1..).zip(elements(root, "readingSession")) {
        for nodule in elements(session, "unblindedReadNodule") {
            for roi in elements(nodule, "roi") {
                rows.push(region((reader, nodule, "noduleID", "nodule"), roi, "edgeMap")?);
            }
        }
        for mark in elements(session, "nonNodule") {
            rows.push(region((reader, mark, "nonNoduleID", "non-nodule"), mark, "locus")?);
        }
    }
    Ok(table(COLUMNS_LIDC, rows))
}

type Cells = (String, Vec<Option<String>>);

fn region(
    (reader, owner, id, kind): (usize, Node, &'static str, &str),
    of: Node,
    points: &'static str,
) -> Result<Cells, TableFault> {
    let text = |node: Node, name: &str| {
        let child = node.children().find(|child| child.is_element() && child.tag_name().name() == name);
        child.and_then(|child| child.text()).map(|text| text.trim().to_owned())
    };
    let mut pairs = Vec::new();
    let own = of.children().filter(|child| child.is_element() && child.tag_name().name() == points);
    for point in own {
        match (text(point, "xCoord"), text(point, "yCoord")) {
            (Some(x), Some(y)) => pairs.push(format!("{x} {y}")),
            _ => {
                return Err(TableFault::Shape(format!("has a point without `xCoord` and `yCoord` ({})", place(point))));
            }
        }
    }
    let single = pairs.len() == 1;
    let written = (!pairs.is_empty()).then(|| pairs.join(", "));
    let outline = written.clone().filter(|_| kind == "nodule");
    Ok((
        place(of),
        vec![
            Some(reader.to_string()),
            text(owner, id),
            Some(kind.to_owned()),
            text(of, "imageZposition"),
            text(of, "imageSOP_UID"),
            text(of, "inclusion").map(|word| word.to_lowercase()),
            outline,
            written.filter(|_| single),
        ],
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(table: &Table, row: usize) -> Vec<String> {
        let text = |cell: &Option<Cell>| match cell {
            Some(Cell::Text(text)) => text.clone(),
            _ => String::new(),
        };
        table.rows[row].cells.iter().map(text).collect()
    }

    #[test]
    fn annotations_of_asap_are_put_in_order_and_closed() {
        let text = r#"<?xml version="1.0"?><ASAP_Annotations><Annotations>
<Annotation Name="Annotation 0" Type="Polygon" PartOfGroup="_0" Color="red"><Coordinates>
<Coordinate Order="1" X="4.5" Y="0"/><Coordinate Order="0" X="0" Y="0"/><Coordinate Order="2" X="4" Y="4"/>
</Coordinates></Annotation></Annotations><AnnotationGroups/></ASAP_Annotations>"#;
        let table = read(text).unwrap();
        assert_eq!(cells(&table, 0), ["Annotation 0", "Polygon", "_0", "0 0, 4.5 0, 4 4, 0 0"]);
        assert_eq!(table.rows[0].place, "line 2");
        assert!(read(&text.replace(r#"X="4.5""#, r#"X="?""#)).is_err());
    }

    #[test]
    fn regions_of_lidc_are_rows_with_their_reader() {
        let text = r#"<LidcReadMessage xmlns="http://www.nih.gov"><readingSession>
<unblindedReadNodule><noduleID>N1</noduleID>
<roi><imageZposition>-120.5</imageZposition><imageSOP_UID>1.2</imageSOP_UID><inclusion>TRUE</inclusion>
<edgeMap><xCoord>10</xCoord><yCoord>11</yCoord></edgeMap><edgeMap><xCoord>12</xCoord><yCoord>11</yCoord></edgeMap></roi>
</unblindedReadNodule>
<nonNodule><nonNoduleID>M2</nonNoduleID><imageZposition>-99</imageZposition><imageSOP_UID>1.3</imageSOP_UID>
<locus><xCoord>30</xCoord><yCoord>31</yCoord></locus></nonNodule></readingSession></LidcReadMessage>"#;
        let table = read(text).unwrap();
        assert_eq!(cells(&table, 0), ["1", "N1", "nodule", "-120.5", "1.2", "true", "10 11, 12 11", ""]);
        assert_eq!(cells(&table, 1), ["1", "M2", "non-nodule", "-99", "1.3", "", "", "30 31"]);
        for wrong in ["<a>", "<Other/>", ""] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
    }
}
