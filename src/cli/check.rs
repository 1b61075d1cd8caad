//! `voxlint check`: label maps against a protocol, and the built-in checks.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use crate::check::builtin::{self, subject::CaseDigest};
use crate::check::case::LabelFiles;
use crate::check::case_facts::CaseTable;
use crate::check::ordered;
use crate::check::run::{CheckedCase, Wanted, check_case};
use crate::model::{self, Protocol, suggest};
use crate::report::wording::{self, counted};
use crate::report::{Accepted, Catalogue, Finding, NotChecked, OutcomeKind, Summary};
use crate::waivers;

use super::across_cases::AcrossCases;
use super::arguments::{Check, Color};
use super::baseline::Known;
use super::cache;
use super::case_tables::CaseTables;
use super::catalogue;
use super::changed;
use super::config::{Config, Configs};
use super::discover::{self, Found, Governing, Planned};
use super::exit::{Exit, Failure, Stop};
use super::output;
use super::pictures::{self, Undrawn};
use super::progress::Progress;
use super::protocols::Protocols;
use super::recognise;
use super::settings::Settings;
use super::terminal::Terminal;
use super::waivers::Waivers;
use super::watch;

/// How many paths a note names before it counts the rest.
const NAMED: usize = 5;

/// Why a case was not checked that ended in a panic.
const OWN_MISTAKE: &str = "voxlint met a mistake of its own";

/// # Errors
///
/// A path, configuration, protocol or code that does not exist or cannot be used, and output that cannot be written.
pub fn run(arguments: &Check, color: Color, terminal: &Terminal) -> Result<Exit, Stop> {
    match arguments.watch {
        true => watch::run(arguments, color, terminal),
        false => once(arguments, color, terminal, |_| ()),
    }
}

/// One run. `on_found` learns what there is to check before any of it is read.
///
/// # Errors
///
/// As for [`run`].
pub fn once(arguments: &Check, color: Color, terminal: &Terminal, on_found: impl FnOnce(&Found)) -> Result<Exit, Stop> {
    let mut found = find(arguments, terminal)?;
    on_found(&found);
    let of_datasets = match arguments.no_protocol {
        true => Vec::new(),
        false => recognise::recognise(&mut found, &arguments.paths, terminal),
    };
    named_tables_exist(arguments, &found)?;
    let known = known_codes(&found);
    let settings = Settings::new(&arguments.reporting, &found, &known, terminal)?;
    if let Some(revision) = &arguments.diff_base {
        changed::keep(revision, &mut found, terminal)?;
    }
    let mut waivers = if arguments.no_waivers { Waivers::default() } else { Waivers::find(&found, terminal)? };
    let mut known_findings = Known::new(&arguments.baseline, &found)?;
    note(&found, terminal);
    let drawn = pictures::style(arguments, color, terminal)?;
    let mut sink = output::sink(&arguments.reporting, meanings(&found), color, terminal)?;
    let mut summary = Summary {
        protocols: hashes(&found),
        severity_changes: settings.changes.clone(),
        not_checked: found.skipped.unreadable.iter().map(NotChecked::of_path).collect(),
        ..Summary::default()
    };
    if found.cases.is_empty() {
        terminal.note("no label maps found");
        sink.finish(&summary)?;
        let failed = arguments.require_files || !found.skipped.unreadable.is_empty();
        return Ok(if failed { Exit::Insufficient } else { Exit::Clean });
    }

    let pool = ordered::pool(arguments.jobs.map(usize::from))
        .map_err(|error| Failure::new(format!("the threads of --jobs cannot be started: {error}")))?;
    let cache = arguments.cache.open(found.cases.iter().find_map(|planned| planned.config.as_ref()?.cache.clone()));
    let mut digests: Vec<CaseDigest> = Vec::new();
    let mut across = AcrossCases::default();
    let mut accepted: Vec<Accepted> = Vec::new();
    let mut progress = Progress::new(found.cases.len(), "checking", "cases", terminal);
    let wants = sink.wants();
    let wanted = Wanted { measures: wants.measures };
    let mut undrawn: Vec<Undrawn<'_>> = Vec::new();
    let work = |planned: &Planned| {
        // A mistake of this program must not hide the other cases.
        let checked = catch_unwind(AssertUnwindSafe(|| {
            let mut checked = check_case(&planned.case, planned.protocol.as_deref(), wanted, &cache);
            if let Some(style) = drawn {
                settings.of(planned).apply(&mut checked.findings);
                pictures::draw(planned, &mut checked.findings, style);
            }
            checked
        }));
        checked.map_err(|_| planned.case.labels.place().shown.clone())
    };
    let mut planned = found.cases.iter().enumerate();
    ordered::for_each(&pool, &found.cases, work, |checked| -> Result<(), Stop> {
        let next = planned.next();
        match checked {
            Ok(CheckedCase { mut record, mut findings, digest, gathered }) => {
                if let Some((index, planned)) = next {
                    let mut passed = waivers.of_case(index, &planned.case, &mut findings);
                    settings.of(planned).apply(&mut findings);
                    settings.of(planned).apply_to_accepted(&mut passed);
                    let content = digest.as_ref().map(CaseDigest::written);
                    passed.extend(known_findings.of_case(&planned.case, content.as_deref(), &mut findings));
                    if wants.accepted {
                        accepted.extend(passed);
                    }
                    across.add(planned.protocol.as_ref(), gathered);
                    settings.of(planned).apply_to_record(&mut record);
                }
                digests.extend(digest);
                summary.add_case(&record, &findings);
                match next.filter(|_| wants.pictures) {
                    Some((_, planned)) => undrawn.push(Undrawn { planned, record, findings }),
                    None => progress.aside(|| sink.case(&record, &findings))?,
                }
            }
            Err(path) => summary.not_checked.push(NotChecked { path, why: OWN_MISTAKE.to_owned() }),
        }
        progress.step();
        Ok(())
    })?;
    drop(progress);
    pictures::draw_all(&pool, undrawn, terminal, |record, findings| Ok(sink.case(record, findings)?))?;

    let mut cohort: Vec<Finding> = Vec::new();
    for (mut record, mut findings) in across.judge() {
        settings.of_all().apply_to_record(&mut record);
        summary.add_outcomes(&record);
        accepted.extend(of_all(&mut findings, &mut waivers, &settings, &mut known_findings));
        sink.case(&record, &findings)?;
        cohort.extend(findings);
    }
    let mut together = builtin::look_at_cohort(&digests);
    together.extend(of_datasets);
    accepted.extend(of_all(&mut together, &mut waivers, &settings, &mut known_findings));
    together.extend(waivers.conclude(&known));
    together.extend(known_findings.conclude(&settings));
    summary.waived = waivers.waived();
    summary.known = known_findings.count();
    settings.of_all().apply(&mut together);
    sink.about("all cases", &together)?;
    cohort.extend(together);
    summary.add(&cohort);
    sink.accepted(accepted)?;
    sink.finish(&summary)?;
    for NotChecked { path, .. } in summary.not_checked.iter().filter(|missed| missed.why == OWN_MISTAKE) {
        let failure = Failure::new(format!("`{path}` could not be checked: {OWN_MISTAKE}"));
        terminal.failure(&failure.help("please report it, with the file if you may"));
    }
    known_findings.write(&settings, terminal)?;
    cache::conclude(&cache, arguments.reporting.statistics, terminal);
    conclude(arguments, &found, &summary, terminal)
}

/// Takes out of findings about several cases what is accepted or not reported.
fn of_all(findings: &mut Vec<Finding>, waivers: &mut Waivers, settings: &Settings, known: &mut Known) -> Vec<Accepted> {
    let mut accepted = waivers.of_cohort(findings);
    settings.of_all().apply(findings);
    settings.of_all().apply_to_accepted(&mut accepted);
    accepted.extend(known.of_cohort(findings));
    accepted
}

fn find(arguments: &Check, terminal: &Terminal) -> Result<Found, Stop> {
    let reported = |findings: Vec<crate::report::Finding>| {
        output::report_on_stderr(&findings, terminal);
        Stop::Reported
    };
    let mut configs = match &arguments.config {
        Some(path) => Configs::only(path).map_err(reported)?,
        None if arguments.no_config => Configs::off(),
        None => Configs::default(),
    };
    let mut tables = CaseTables::new(&arguments.cases, &arguments.table);
    let mut protocols = Protocols::new(arguments.protocol.clone(), terminal).locked();
    discover::find(&arguments.paths, arguments.images.as_deref(), |folder: &Path| {
        let config = configs.for_folder(folder).map_err(reported)?;
        let mut governing = |config: Option<Arc<Config>>, parts| -> Result<Governing, Stop> {
            let protocol = protocols.for_config(config.as_deref())?;
            let tables = tables.for_config(config.as_deref())?;
            Ok(Governing { config, protocol, tables, parts })
        };
        let parts = config.iter().flat_map(|config| &config.parts);
        let parts: Vec<_> =
            parts.map(|part| governing(Some(Arc::clone(part)), Vec::new())).collect::<Result<_, _>>()?;
        governing(config, parts)
    })
}

/// The protocols of the run and their hashes.
fn hashes(found: &Found) -> BTreeMap<String, String> {
    protocols(found).into_iter().map(|protocol| (protocol.title(), model::json::hash(protocol))).collect()
}

/// What the codes that findings of this run can have mean.
fn meanings(found: &Found) -> Catalogue {
    let mut meanings = Catalogue::default();
    protocols(found).into_iter().for_each(|protocol| catalogue::add_protocol(&mut meanings, protocol));
    catalogue::add_built_in(&mut meanings);
    catalogue::add_codes(&mut meanings, waivers::CODES.iter().copied());
    meanings
}

/// Each protocol once, in order of the first case that it governs.
fn protocols(found: &Found) -> Vec<&Arc<Protocol>> {
    let mut protocols: Vec<&Arc<Protocol>> = Vec::new();
    for protocol in found.cases.iter().filter_map(|planned| planned.protocol.as_ref()) {
        if !protocols.iter().any(|known| Arc::ptr_eq(known, protocol)) {
            protocols.push(protocol);
        }
    }
    protocols
}

/// `--table` names tables of the protocols.
fn named_tables_exist(arguments: &Check, found: &Found) -> Result<(), Failure> {
    let protocols = || found.cases.iter().filter_map(|planned| planned.protocol.as_deref());
    let known: BTreeSet<&str> =
        protocols().flat_map(|protocol| &protocol.tables).map(|table| table.name.as_str()).collect();
    let unknown = arguments.table.iter().find(|table| !known.contains(table.name.as_str()));
    let Some(table) = unknown.filter(|_| protocols().next().is_some()) else { return Ok(()) };
    let failure = Failure::new(format!("the protocol has no table `{}`", table.name));
    Err(match suggest::help(&table.name, known.iter().copied()) {
        Some(help) => failure.help(help),
        None => failure.help("facts with one row a case are given with `--cases FILE`"),
    })
}

/// The codes that findings of this run can have.
fn known_codes(found: &Found) -> BTreeSet<String> {
    let built_in = builtin::all().iter().map(|check| check.code);
    let mut known: BTreeSet<String> =
        built_in.chain(waivers::CODES.iter().map(|code| code.code)).map(str::to_owned).collect();
    for protocol in found.cases.iter().filter_map(|planned| planned.protocol.as_deref()) {
        known.extend(protocol.rules.iter().map(|rule| rule.id.clone()));
        known.extend(protocol.fields.iter().map(|field| field.id()));
        for table in &protocol.tables {
            known.insert(table.id());
            known.extend(table.fields.iter().map(|field| field.id()));
        }
        known.extend(protocol.image.iter().map(|line| line.id.clone()));
        known.extend(protocol.labels.classes.iter().map(|class| format!("labels.{}", class.name)));
    }
    known
}

/// What was left out, and label maps without an image.
fn note(found: &Found, terminal: &Terminal) {
    if let Some(note) = found.skipped.note() {
        terminal.note(&note);
    }
    for (path, why) in &found.skipped.unreadable {
        terminal.failure(&Failure::new(format!("`{path}` could not be read: {why}")));
    }
    if !found.without_image.is_empty() {
        let names: Vec<&str> = found.without_image.iter().take(NAMED).map(String::as_str).collect();
        let more = found.without_image.len() - names.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let count = counted(found.without_image.len(), "label map");
        terminal.note(&format!("no image found for {count}: {}{more}", names.join(", ")));
    }
    for (table, names) in rows_of_no_case(found) {
        let shown: Vec<&str> = names.iter().take(NAMED).copied().collect();
        let more = names.len() - shown.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let count = counted(names.len(), "case");
        terminal.note(&format!("`{table}` has rows of {count} not checked here: {}{more}", shown.join(", ")));
    }
    if let Some(first) = found.not_filed.first() {
        let (files, it) = match found.not_filed.len() {
            1 => (format!("`{first}` is"), "it"),
            all => (format!("{all} files (first: `{first}`) are"), "them"),
        };
        terminal.note(&format!(
            "{files} read as a whole label map, and the classes of the protocol are files of their own: name {it} after a \
             class, or give the folder of the case"
        ));
    }
    let folders = found.cases.iter().filter_map(|planned| match &planned.case.labels {
        LabelFiles::PerClass { folder, files } => Some((&folder.shown, files.len())),
        LabelFiles::Map(_) | LabelFiles::Absent(_) => None,
    });
    let folders: Vec<(&String, usize)> = folders.collect();
    if let Some((first, files)) = folders.first() {
        let more =
            if folders.len() > 1 { format!(", and {} more such folders", folders.len() - 1) } else { String::new() };
        terminal.note(&format!("`{first}` is one case of {}, one a class{more}", counted(*files, "file")));
    }
}

/// For each table the names in its column of cases that are those of no case.
fn rows_of_no_case(found: &Found) -> BTreeMap<&str, Vec<&str>> {
    let mut known: BTreeMap<&str, (&CaseTable, BTreeSet<&str>)> = BTreeMap::new();
    for planned in &found.cases {
        let facts = &planned.case.facts;
        let shared = |name: &String| {
            let protocol = planned.protocol.as_deref();
            protocol.is_some_and(|protocol| protocol.tables.iter().any(|table| table.name == *name && !table.per_case))
        };
        let rows = facts.rows.iter().filter(|(name, _)| !shared(name)).flat_map(|(_, tables)| tables);
        for table in facts.tables.iter().chain(rows) {
            let (_, names) = known.entry(&table.shown).or_insert_with(|| (table, BTreeSet::new()));
            names.extend(facts.names.iter().map(String::as_str));
        }
    }
    let others = known
        .into_iter()
        .map(|(shown, (table, names))| (shown, table.names().filter(|name| !names.contains(name)).collect::<Vec<_>>()));
    others.filter(|(_, names)| !names.is_empty()).collect()
}

fn conclude(arguments: &Check, found: &Found, summary: &Summary, terminal: &Terminal) -> Result<Exit, Stop> {
    if arguments.reporting.statistics && !summary.codes.is_empty() {
        terminal.summary(&output::statistics(summary, |code| title(code, found)));
    }
    let mut line = format!("checked {}: {}", counted(summary.cases, "case"), wording::severities(summary));
    if let Some(outcomes) = wording::outcomes(summary) {
        line = format!("{line}; {outcomes}");
    }
    if summary.waived > 0 {
        line = format!("{line}; {} waived", counted(summary.waived, "finding"));
    }
    if summary.known > 0 {
        line = format!("{line}; {} in the baseline", counted(summary.known, "finding"));
    }
    terminal.summary(&line);
    let unmeasured = summary.outcome(OutcomeKind::CouldNotMeasure);
    let measured = summary.outcome(OutcomeKind::Pass) + summary.outcome(OutcomeKind::Fail);
    if unmeasured > 0 && measured == 0 {
        terminal.note("nothing could be measured");
        return Ok(Exit::Insufficient);
    }
    if !summary.not_checked.is_empty() {
        return Ok(Exit::Insufficient);
    }
    if arguments.require_measured && unmeasured > 0 {
        terminal
            .note(&format!("{} could not be measured, and --require-measured was given", counted(unmeasured, "rule")));
        return Ok(Exit::Findings);
    }
    Ok(output::exit(&arguments.reporting, summary))
}

/// What a code is about, for the table of `--statistics`.
fn title(code: &str, found: &Found) -> Option<String> {
    if let Some(check) = builtin::find(code) {
        return Some(check.name.to_owned());
    }
    if let Some(known) = waivers::CODES.iter().find(|known| known.code == code) {
        return Some(known.title.to_owned());
    }
    let protocols = found.cases.iter().filter_map(|planned| planned.protocol.as_deref());
    protocols.flat_map(|protocol| &protocol.rules).find(|rule| rule.id == code).map(|rule| rule.title.clone())
}
