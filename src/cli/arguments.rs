//! What may stand on the command line.

use std::path::PathBuf;

use clap::builder::styling::{AnsiColor, Styles};
use clap::{Args, Parser, Subcommand, ValueEnum};

use super::baseline::BaselineArguments;
use super::cache::CacheArguments;
use super::case_tables::NamedTable;
use super::convert::Convert;
use super::reporting::Reporting;
use super::{completions, convert, doc, export, import, init, man};

/// Protocol as code for medical image annotation: write the labelling guideline once, check every label map against
/// it.
#[derive(Debug, Parser)]
#[command(name = "voxlint", version, max_term_width = 100, styles = STYLES, after_help = EXIT_CODES)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Command,

    /// When to paint output; `NO_COLOR` in the environment turns `auto` off
    #[arg(long, value_enum, default_value_t = Color::Auto, global = true, help_heading = "Output")]
    pub color: Color,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Check label maps against a protocol, or with the built-in checks alone
    #[command(after_long_help = CHECK_EXAMPLES)]
    Check(Check),
    /// Compare protocols: what two say differently, or several beside each other
    #[command(after_long_help = DIFF_EXAMPLES)]
    Diff(Diff),
    /// Write label files of one protocol as those of another, as new files
    #[command(after_long_help = convert::EXAMPLES)]
    Convert(Convert),
    /// Make one protocol of several, that accepts just what all of them accept; or say why there is none
    #[command(after_long_help = HARMONIZE_EXAMPLES)]
    Harmonize(Harmonize),
    /// Write a first protocol and a voxlint.yaml from what a folder holds
    #[command(after_long_help = init::EXAMPLES)]
    Init(init::Init),
    /// Find mistakes in protocols
    #[command(after_long_help = LINT_EXAMPLES)]
    Lint(Lint),
    /// Lay out protocols in the one usual way
    #[command(after_long_help = FMT_EXAMPLES)]
    Fmt(Fmt),
    /// Print what can be measured of a label map, as JSON
    #[command(after_long_help = FACTS_EXAMPLES)]
    Facts(Facts),
    /// Say what a code or a rule means, why it matters and what to do
    #[command(after_long_help = EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// Write a protocol as the guideline that people read: one page of HTML, or Markdown
    #[command(after_long_help = doc::EXAMPLES)]
    Doc(doc::Doc),
    /// Write a protocol in a form that other programs read
    #[command(after_long_help = export::EXAMPLES)]
    Export(export::Export),
    /// Make a protocol of a table of labels that another program keeps
    #[command(after_long_help = import::EXAMPLES)]
    Import(import::Import),
    /// Make a label map that a protocol accepts, or that breaks one of its rules and no other
    #[command(after_long_help = PHANTOM_EXAMPLES)]
    Phantom(Phantom),
    /// Pin the protocols that others extend, so that they do not change without a word
    #[command(after_long_help = LOCK_EXAMPLES)]
    Lock(Lock),
    /// Print the JSON Schema of what voxlint reads or writes
    Schema(Schema),
    /// Print what a shell needs to complete commands and options
    #[command(after_long_help = completions::EXAMPLES)]
    Completions(completions::Completions),
    /// Print the manual page, or write one for each command
    #[command(after_long_help = man::EXAMPLES)]
    Man(man::Manual),
}

#[derive(Debug, Args)]
pub struct Check {
    /// Label files, folders or globs; a folder is searched for label maps
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<String>,

    /// A protocol file, or the name of a shipped one such as `kits/23`
    #[arg(short, long, value_name = "FILE|NAME")]
    pub protocol: Option<String>,

    /// The built-in checks alone, also where a dataset.json or a dseg.tsv has a table of labels
    #[arg(long, conflicts_with = "protocol")]
    pub no_protocol: bool,

    /// Folder of the images that belong to the label maps, paired by name
    #[arg(long, value_name = "DIR")]
    pub images: Option<PathBuf>,

    /// Table with facts about the cases (.csv, .tsv, .json, .yaml), one row a case; may be given several times
    #[arg(long, value_name = "FILE")]
    pub cases: Vec<PathBuf>,

    /// Rows for a table of the protocol, such as `targets=targets.csv`; may be given several times
    #[arg(long, value_name = "NAME=FILE")]
    pub table: Vec<NamedTable>,

    /// Use this configuration instead of the closest `voxlint.yaml`
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,

    /// Ignore every `voxlint.yaml`
    #[arg(long)]
    pub no_config: bool,

    /// Report what a `voxlint.waivers` accepts, too
    #[arg(long)]
    pub no_waivers: bool,

    /// End with 2 if there is no label map to check
    #[arg(long)]
    pub require_files: bool,

    /// Fail if any rule could not be measured
    #[arg(long)]
    pub require_measured: bool,

    /// Draw the slice under each finding, with half blocks; without colour, with letters
    #[arg(long)]
    pub show: bool,

    /// Cases checked at the same time; one per core unless said otherwise
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub jobs: Option<u16>,

    /// Only cases whose files changed since this revision of git, or are not under version control; all of them if a
    /// protocol, a configuration or a waiver file changed
    #[arg(long, value_name = "REV")]
    pub diff_base: Option<String>,

    /// Check again whenever a file that the run looks at changes, until Ctrl-C
    #[arg(long)]
    pub watch: bool,

    #[command(flatten)]
    pub baseline: BaselineArguments,

    #[command(flatten)]
    pub cache: CacheArguments,

    #[command(flatten)]
    pub reporting: Reporting,
}

#[derive(Debug, Args)]
pub struct Diff {
    /// The old protocol and the new one, or several: files, names of shipped ones, or `REVISION:FILE` of git
    #[arg(value_name = "PROTOCOL", num_args = 2.., required = true)]
    pub protocols: Vec<String>,

    /// Make what breaks this an error: `archive` (the new protocol accepts all that the old one accepts), `consumer` (the
    /// converse) or `full` (both)
    #[arg(long, value_name = "KIND", help_heading = "Rules")]
    pub compat: Option<Compat>,

    /// Write a case for every rule that refuses what the other protocol accepts: label files, and tables of facts
    #[arg(long, value_name = "DIR", help_heading = "Rules")]
    pub witness: Option<PathBuf>,

    #[command(flatten)]
    pub declared: Declared,

    #[command(flatten)]
    pub reporting: Reporting,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Compat {
    Archive,
    Consumer,
    Full,
}

/// What people declare about classes of several protocols.
#[derive(Debug, Args)]
pub struct Declared {
    /// Declarations about classes, one a line; may be given several times
    #[arg(long, value_name = "FILE", help_heading = "Classes")]
    pub crosswalk: Vec<PathBuf>,

    /// A declaration such as `kits/19: kidney with kits/23: kidney + cyst`; may be given several times
    #[arg(long, value_name = "CLASSES", help_heading = "Classes")]
    pub equate: Vec<String>,
}

#[derive(Debug, Args)]
pub struct Harmonize {
    /// Two protocols or more: files, names of shipped ones, or `REVISION:FILE` of git
    #[arg(value_name = "PROTOCOL", num_args = 2.., required = true)]
    pub protocols: Vec<String>,

    /// The one whose names, values and rules are kept where there is a choice; else the first
    #[arg(long, value_name = "PROTOCOL")]
    pub prefer: Option<String>,

    /// What the agreed protocol is called, such as `consortium/liver-ct`
    #[arg(long, value_name = "NAME", value_parser = protocol_name)]
    pub name: Option<String>,

    #[command(flatten)]
    pub declared: Declared,

    /// Write the agreed protocol to this file; without it, it stands at the end of the report
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output: Option<PathBuf>,

    /// Write a label map that every protocol accepts into this folder, one file for each protocol in its own values
    #[arg(long, value_name = "DIR", help_heading = "Output")]
    pub witness: Option<PathBuf>,

    /// How the report is written
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Report::Full, help_heading = "Output")]
    pub output_format: Report,
}

/// How a report that is no list of findings is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Report {
    /// For people
    Full,
    /// One JSON object
    Json,
}

/// `publisher/title`, of letters, digits, dots, dashes and underscores.
fn protocol_name(text: &str) -> Result<String, String> {
    let sound = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_alphanumeric())
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    };
    if text.split('/').all(sound) { Ok(text.to_owned()) } else { Err("write it as `consortium/liver-ct`".to_owned()) }
}

#[derive(Debug, Args)]
pub struct Lint {
    /// Protocol files, folders, globs, or names of shipped protocols
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<String>,

    /// End with 2 if there is no protocol to lint
    #[arg(long)]
    pub require_files: bool,

    #[command(flatten)]
    pub reporting: Reporting,
}

#[derive(Debug, Args)]
pub struct Fmt {
    /// Protocol files, folders or globs; `-` formats standard input to standard output
    #[arg(value_name = "PATH", default_value = ".")]
    pub paths: Vec<String>,

    /// Write nothing; end with 1 if a file would change
    #[arg(long)]
    pub check: bool,

    /// Write nothing; print what would change and end with 1 if anything would
    #[arg(long, conflicts_with = "check")]
    pub diff: bool,
}

#[derive(Debug, Args)]
pub struct Facts {
    /// A label map
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Print also what each rule of this protocol measures
    #[arg(short, long, value_name = "FILE|NAME")]
    pub protocol: Option<String>,

    /// Table with facts about the case; may be given several times
    #[arg(long, value_name = "FILE")]
    pub cases: Vec<PathBuf>,

    /// Rows for a table of the protocol, such as `targets=targets.csv`; may be given several times
    #[arg(long, value_name = "NAME=FILE")]
    pub table: Vec<NamedTable>,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// A code such as `F103`, or with `--protocol` the ID of a rule; nothing lists all codes
    #[arg(value_name = "CODE|RULE")]
    pub code: Option<String>,

    /// The protocol a rule ID belongs to
    #[arg(short, long, value_name = "FILE|NAME")]
    pub protocol: Option<String>,
}

#[derive(Debug, Args)]
pub struct Phantom {
    /// A protocol file, or the name of a shipped one such as `kits/23`
    #[arg(value_name = "FILE|NAME")]
    pub protocol: String,

    /// The ID of the rule or line to break, such as `LIV-003` or `labels.cyst`
    #[arg(long, value_name = "RULE")]
    pub breaks: Option<String>,

    /// The new file (`.nii.gz`); for a protocol with one file per class a new folder. Nothing is ever overwritten
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub struct Lock {
    /// The folder whose protocols are read; the closest `protocols.lock` in it or above is written
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub folder: PathBuf,

    /// Write nothing; end with 1 if the lock would change
    #[arg(long)]
    pub check: bool,
}

#[derive(Debug, Args)]
pub struct Schema {
    /// What it describes
    #[arg(value_enum, value_name = "NAME")]
    pub name: SchemaName,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaName {
    /// What `export --to json` writes
    Protocol,
    /// What `check`, `lint` and `diff` of two protocols write with `--output-format json`
    Findings,
    /// What `diff` writes of three protocols or more with `--output-format json`
    Matrix,
    /// What `harmonize` writes with `--output-format json`
    Harmonize,
    /// `voxlint.yaml`
    Config,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    Auto,
    Always,
    Never,
}

const STYLES: Styles = Styles::styled()
    .header(AnsiColor::Green.on_default().bold())
    .usage(AnsiColor::Green.on_default().bold())
    .literal(AnsiColor::Cyan.on_default().bold())
    .placeholder(AnsiColor::Cyan.on_default());

const EXIT_CODES: &str = "\
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done.
Nothing leaves this machine, and label files are never changed.";

const CHECK_EXAMPLES: &str = "\
Examples:
  voxlint check                                   what voxlint.yaml says, or the built-in checks alone
  voxlint check -p liver.protocol labels/         a folder against a protocol
  voxlint check -p kits/23 'case_*/segmentation.nii.gz'
  voxlint check labelsTr --images imagesTr        images paired by name, to compare the grids
  voxlint check --select G,LIV-003 --fail-on warning data/
  voxlint check --show case_00012.nii.gz          a small picture of the slice under each finding
  voxlint check --watch labels/                   and again whenever a label map or the protocol is saved
  voxlint check --output-format html data/ --output-file report.html
  voxlint check --report junit=report.xml --report sarif=report.sarif data/

A folder may be laid out as nnU-Net, MSD, BIDS derivatives, KiTS or TotalSegmentator do; images beside the label maps
are found by these layouts. Findings go to standard output, notes and counts to standard error.
Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done.";

const DIFF_EXAMPLES: &str = "\
Examples:
  voxlint diff liver-1.protocol liver-2.protocol
  voxlint diff HEAD~1:liver.protocol liver.protocol --fail-on warning
  voxlint diff kits/19 kits/23 --equate 'kits/19: kidney with kits/23: kidney + cyst'
  voxlint diff a.protocol b.protocol c.protocol   one line a class, one column a protocol
  voxlint diff old.protocol new.protocol --compat archive --witness cases

What a rule refuses and the other protocol accepts is proven, or shown by a label file that both protocols judge, or called
undecided.

Classes are matched by code, then by name (which is assumed), never by value. What is the same anatomy under other names
stands in a file for --crosswalk:
  equate kits/19: kidney with kits/23: kidney + cyst because \"cysts are kidney in the first release\"
  place rtog: Femur_L inside tg263: Femur_L       a part of it
  distinguish a: mass from b: mass                not the same, whatever their names say
`old` and `new` stand for the first and the second protocol.";

const HARMONIZE_EXAMPLES: &str = "\
Examples:
  voxlint harmonize north.protocol south.protocol --output agreed.protocol
  voxlint harmonize a.protocol b.protocol c.protocol --prefer b.protocol --name consortium/liver-ct
  voxlint harmonize kits/19 kits/23 --equate 'kits/19: kidney with kits/23: kidney + cyst'

The agreed protocol accepts a case exactly when every site accepts it. Each rule says whose it is; rules that follow from
others are left out, with a proof that was checked. If no case can be accepted by all, the report names the fewest rules
that cannot be kept together and what each site would have to give up; then the exit code is 1 and nothing is written.
docs/harmonize.md tells of three hospitals that agree.";

const LINT_EXAMPLES: &str = "\
Examples:
  voxlint lint                                    every .protocol file below this folder
  voxlint lint liver.protocol --fail-on warning
  voxlint lint kits/23                            a shipped protocol";

const FMT_EXAMPLES: &str = "\
Examples:
  voxlint fmt liver.protocol                      lay out in place
  voxlint fmt --check .                           in CI: end with 1 if a file would change
  voxlint fmt - < liver.protocol                  from standard input to standard output";

const FACTS_EXAMPLES: &str = "\
Examples:
  voxlint facts case_00012.nii.gz
  voxlint facts --protocol kits/23 case_00012/segmentation.nii.gz";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  voxlint explain F103
  voxlint explain KID-002 --protocol kidneys.protocol
  voxlint explain                                 list all codes";

const PHANTOM_EXAMPLES: &str = "\
Examples:
  voxlint phantom kits/23                                 a case that conforms, as kits-23.nii.gz
  voxlint phantom kits/23 --breaks KITS23-003             one that breaks this rule and no other
  voxlint phantom liver.protocol -o example.nii.gz        under another name

A phantom is made by the rules alone: blocks with the sizes, counts, contacts and order that they ask for. It has been judged by the same validator as your files before it is written.";

const LOCK_EXAMPLES: &str = "\
Examples:
  voxlint lock                                    write protocols.lock for the protocols below this folder
  voxlint lock --check protocols                  in CI: end with 1 if a base is not the one that was locked

`lint` and `check` compare: a base that says something else than when it was locked is an error.";

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_consistent() {
        super::Arguments::command().debug_assert();
    }
}
