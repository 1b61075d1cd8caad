//! In which order declarations can be read, and which define themselves in a circle.

use crate::report::Span;
use crate::syntax::tree::{Expr, ExprKind, Name};

use super::super::codes::CYCLE;
use super::super::problem::Problem;
use super::super::typing::Typer;

/// Indices in an order in which every declaration comes after those it mentions. Members of circles are reported and
/// left out, and so is nothing else: what builds on them follows.
pub(super) fn ordered(typer: &mut Typer, names: &[&Name], mentions: &[Vec<&Name>]) -> Vec<usize> {
    // A name that another declaration has taken means that one.
    let index_of = |name: &str| {
        let (_, span) = typer.symbols.find(name)?;
        names.iter().position(|declared| declared.text == name && declared.span == span)
    };
    let edges: Vec<Vec<(usize, Span)>> = mentions
        .iter()
        .map(|list| list.iter().filter_map(|name| index_of(&name.text).map(|at| (at, name.span))).collect())
        .collect();
    let mut state = vec![State::Waiting; names.len()];
    let mut order = Vec::new();
    loop {
        let before = order.len();
        for (at, list) in edges.iter().enumerate() {
            let waiting = state.get(at) == Some(&State::Waiting);
            let ready = list.iter().all(|(on, _)| state.get(*on) != Some(&State::Waiting));
            if waiting && ready {
                order.push(at);
                set(&mut state, at, State::Done);
            }
        }
        if order.len() > before {
            continue;
        }
        let Some(start) = state.iter().position(|state| *state == State::Waiting) else { return order };
        let circle = find_circle(start, &edges, &state);
        report(typer, names, &circle);
        for (at, _) in circle {
            set(&mut state, at, State::Circular);
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Waiting,
    Done,
    Circular,
}

fn set(states: &mut [State], at: usize, to: State) {
    if let Some(state) = states.get_mut(at) {
        *state = to;
    }
}

/// Members with the place where each mentions the next. Every waiting declaration mentions a waiting one.
fn find_circle(start: usize, edges: &[Vec<(usize, Span)>], state: &[State]) -> Vec<(usize, Span)> {
    let mut trail: Vec<(usize, Span)> = Vec::new();
    let mut at = start;
    loop {
        if let Some(first) = trail.iter().position(|(seen, _)| *seen == at) {
            return trail.split_off(first);
        }
        let next =
            edges.get(at).and_then(|list| list.iter().find(|(on, _)| state.get(*on) == Some(&State::Waiting)).copied());
        match next {
            Some((on, span)) => {
                trail.push((at, span));
                at = on;
            }
            None => return vec![(at, Span::default())],
        }
    }
}

fn report(typer: &mut Typer, names: &[&Name], circle: &[(usize, Span)]) {
    let members: Vec<(&Name, Span)> =
        circle.iter().filter_map(|(at, span)| names.get(*at).map(|name| (*name, *span))).collect();
    let Some((first, place)) = members.first() else { return };
    let path: Vec<String> = members.iter().skip(1).map(|(name, _)| format!("`{}`", name.text)).collect();
    let message = match path.is_empty() {
        true => format!("`{}` is defined by itself", first.text),
        false => format!("`{}` is defined by itself, by way of {}", first.text, path.join(", ")),
    };
    let mut problem = Problem::new(&CYCLE, message).at(*place, "mentioned here").at(first.span, "declared here");
    for (name, span) in members.iter().skip(1) {
        problem = problem.at(*span, format!("and `{}` mentions this", name.text));
    }
    typer.report(problem.help(format!("remove the mention, so that `{}` builds on other names", first.text)));
}

/// Every name an expression mentions, without recursion.
pub(super) fn mentioned(expr: &Expr) -> Vec<&Name> {
    let mut names = Vec::new();
    let mut rest = vec![expr];
    while let Some(expr) = rest.pop() {
        match &expr.kind {
            ExprKind::Number { .. } | ExprKind::Text(_) | ExprKind::Date(_) | ExprKind::Error => {}
            ExprKind::Scaled { name, .. } => names.push(name),
            ExprKind::Path(parts) => names.extend(parts.first()),
            ExprKind::Call { arguments, .. } => rest.extend(arguments.iter().map(|argument| &argument.value)),
            ExprKind::Set(members) | ExprKind::Product(members) => rest.extend(members),
            ExprKind::Range { low, high, .. } => rest.extend([low, high].into_iter().flatten().map(|end| &**end)),
            ExprKind::Negate(inner) | ExprKind::Not(inner) | ExprKind::Group(inner) => rest.push(inner),
            ExprKind::Binary { left, right, .. }
            | ExprKind::Compare { left, right, .. }
            | ExprKind::Relation { left, right, .. }
            | ExprKind::In { value: left, set: right, .. }
            | ExprKind::Most { depth: left, of: right, .. }
            | ExprKind::Match { value: left, pattern: right, .. }
            | ExprKind::Share { of: left, filter: right } => rest.extend([&**left, &**right]),
            ExprKind::Ordered { sequence, .. } => rest.push(sequence),
            ExprKind::Statistic { of, .. } => rest.push(of),
            ExprKind::At { of, annotation } => {
                names.push(annotation);
                rest.push(of);
            }
            ExprKind::Modified { claim, .. } => rest.push(claim),
            ExprKind::Aggregate { value, domain, filter, .. } => {
                rest.extend([&**value, &**domain]);
                rest.extend(filter.as_deref());
            }
        }
    }
    names
}
