//! Linear equations solved for some of their variables.

#![expect(clippy::indexing_slicing, reason = "rows and columns hold each other's places, which only this file writes")]

use super::ratio::Ratio;

/// Rows `basic = sum of coefficient * variable`, where the variables on the right are basic in no row.
#[derive(Debug, Default)]
pub(super) struct Tableau {
    rows: Vec<Row>,
    /// For each variable, the rows on whose right side it stands.
    columns: Vec<Vec<usize>>,
    /// For each variable, the row in which it is basic.
    row_of: Vec<Option<usize>>,
    /// How many coefficients beyond machine words have been made: what makes a pivot slow.
    pub heavy: u64,
}

#[derive(Debug)]
struct Row {
    basic: usize,
    /// Ascending variables; no coefficient is zero.
    terms: Vec<(usize, Ratio)>,
}

impl Tableau {
    /// A new variable, in no equation yet.
    pub fn add_variable(&mut self) -> usize {
        self.columns.push(Vec::new());
        self.row_of.push(None);
        self.columns.len() - 1
    }

    /// A new variable that equals the sum.
    pub fn add_row(&mut self, sum: &[(usize, Ratio)]) -> usize {
        let basic = self.add_variable();
        let mut terms = Vec::new();
        for (variable, coefficient) in sum {
            let unit = [(*variable, Ratio::ONE)];
            let right = self.row_of[*variable].map_or(&unit[..], |row| &self.rows[row].terms);
            terms = combined(&terms, right, coefficient, usize::MAX, |_, _| {});
        }
        let row = self.rows.len();
        for (variable, _) in &terms {
            self.columns[*variable].push(row);
        }
        self.row_of[basic] = Some(row);
        self.rows.push(Row { basic, terms });
        basic
    }

    pub fn is_basic(&self, variable: usize) -> bool {
        self.row_of[variable].is_some()
    }

    /// What a basic variable equals; nothing for others.
    pub fn row(&self, basic: usize) -> &[(usize, Ratio)] {
        self.row_of[basic].map_or(&[], |row| &self.rows[row].terms)
    }

    /// Basic variables whose rows hold a variable, with its coefficient there.
    pub fn column(&self, variable: usize) -> impl Iterator<Item = (usize, &Ratio)> {
        self.columns[variable].iter().filter_map(move |row| {
            let Row { basic, terms } = &self.rows[*row];
            Some((*basic, coefficient(terms, variable)?))
        })
    }

    pub fn column_length(&self, variable: usize) -> usize {
        self.columns[variable].len()
    }

    /// Solves the row of `leaving` for `entering`, which stands in it, and puts that into all other rows.
    pub fn pivot(&mut self, leaving: usize, entering: usize) {
        let Some(pivot_row) = self.row_of[leaving] else { return };
        let mut terms = std::mem::take(&mut self.rows[pivot_row].terms);
        let Ok(place) = terms.binary_search_by_key(&entering, |(variable, _)| *variable) else { return };
        let (_, divisor) = terms.remove(place);
        for (_, coefficient) in &mut terms {
            *coefficient = -&(&*coefficient / &divisor);
        }
        let place = terms.partition_point(|(variable, _)| *variable < leaving);
        terms.insert(place, (leaving, &Ratio::ONE / &divisor));

        for row in std::mem::take(&mut self.columns[entering]) {
            if row == pivot_row {
                continue;
            }
            let old = std::mem::take(&mut self.rows[row].terms);
            let Some(factor) = coefficient(&old, entering) else { continue };
            let columns = &mut self.columns;
            let new = combined(&old, &terms, factor, entering, |variable, is_new| {
                let column = &mut columns[variable];
                if is_new {
                    column.push(row);
                } else if let Some(place) = column.iter().position(|other| *other == row) {
                    column.swap_remove(place);
                }
            });
            self.heavy += new.iter().filter(|(_, coefficient)| matches!(coefficient, Ratio::Big(_))).count() as u64;
            self.rows[row].terms = new;
        }
        self.columns[leaving].push(pivot_row);
        self.row_of[leaving] = None;
        self.row_of[entering] = Some(pivot_row);
        self.rows[pivot_row] = Row { basic: entering, terms };
    }
}

fn coefficient(terms: &[(usize, Ratio)], variable: usize) -> Option<&Ratio> {
    let place = terms.binary_search_by_key(&variable, |(variable, _)| *variable).ok()?;
    terms.get(place).map(|(_, coefficient)| coefficient)
}

/// `left + factor * right` without the variable `without`. `changed` hears of the variables that come in (`true`) or go.
fn combined(
    left: &[(usize, Ratio)],
    right: &[(usize, Ratio)],
    factor: &Ratio,
    without: usize,
    mut changed: impl FnMut(usize, bool),
) -> Vec<(usize, Ratio)> {
    let mut sum = Vec::with_capacity(left.len() + right.len());
    let mut right = right.iter().peekable();
    for (variable, coefficient) in left.iter().filter(|(variable, _)| *variable != without) {
        while let Some((new, other)) = right.next_if(|(new, _)| new < variable) {
            changed(*new, true);
            sum.push((*new, other * factor));
        }
        let Some((_, other)) = right.next_if(|(other, _)| other == variable) else {
            sum.push((*variable, coefficient.clone()));
            continue;
        };
        let total = coefficient + &(other * factor);
        if total.is_zero() {
            changed(*variable, false);
        } else {
            sum.push((*variable, total));
        }
    }
    for (new, other) in right {
        changed(*new, true);
        sum.push((*new, other * factor));
    }
    sum
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn ratio(value: i64) -> Ratio {
        Ratio::from(value)
    }

    #[test]
    fn pivots_solve_equations() {
        let mut tableau = Tableau::default();
        let (x, y) = (tableau.add_variable(), tableau.add_variable());
        let s = tableau.add_row(&[(x, ratio(2)), (y, ratio(-1))]);
        let t = tableau.add_row(&[(x, ratio(1)), (y, ratio(1))]);
        tableau.pivot(s, x);
        // x = s/2 + y/2, so t = s/2 + 3/2 y.
        assert_eq!(tableau.row(x), [(y, &ratio(1) / &ratio(2)), (s, &ratio(1) / &ratio(2))]);
        assert_eq!(tableau.row(t), [(y, &ratio(3) / &ratio(2)), (s, &ratio(1) / &ratio(2))]);
        tableau.pivot(t, y);
        // y = (2t - s) / 3, x = (s + t) / 3
        assert_eq!(tableau.row(x), [(s, &ratio(1) / &ratio(3)), (t, &ratio(1) / &ratio(3))]);
        assert_eq!(tableau.row(y), [(s, &ratio(-1) / &ratio(3)), (t, &ratio(2) / &ratio(3))]);
        assert!(tableau.is_basic(x) && tableau.is_basic(y) && !tableau.is_basic(s));
        assert_eq!(tableau.column(s).map(|(basic, _)| basic).collect::<BTreeSet<_>>(), BTreeSet::from([x, y]));
        assert_eq!(tableau.column_length(x), 0);

        // A row made of basic variables is written in others, and what cancels is gone.
        let u = tableau.add_row(&[(x, ratio(1)), (y, ratio(1))]);
        assert_eq!(tableau.row(u), [(t, ratio(1))]);
    }
}
