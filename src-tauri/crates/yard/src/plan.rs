//! `yard plan`: what a push would do, in words and as a file to push later.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueHint};
use mirror::{Mirror, Reader};
use sync::merge::Side;
use sync::plan::{Plan as Planned, choice, review};
use sync::push::Refusal;
use sync::sheet::UNREAD;

use crate::connection::{Connection, tell};
use crate::output::Output;
use crate::paint::{BAD, DIM, STRONG, harmless, painted};
use crate::stop::{Done, FINDINGS, Stop};

/// Say what a push would change in Rechat
///
/// Reads Rechat afresh and merges it with the draft. A plan that was written to a file can be
/// pushed as long as it still does the same.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard plan --mirror adler.mirror --api http://127.0.0.1:8080 --out monday.plan
  yard plan --mirror adler.mirror --api http://127.0.0.1:8080 --mine rule:r-lux:when"))]
pub struct Plan {
    #[command(flatten)]
    connection: Connection,

    /// Write the plan to this file, for `yard push`
    #[arg(long, value_name = "PLAN", value_hint = ValueHint::FilePath)]
    out: Option<PathBuf>,

    /// Settle this conflict, by the name that a plan has in brackets, with what the draft says
    #[arg(long, value_name = "CONFLICT")]
    mine: Vec<String>,

    /// Settle this conflict with what Rechat says
    #[arg(long, value_name = "CONFLICT")]
    theirs: Vec<String>,

    /// Print the plan as JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Plan) -> Done {
    let client = args.connection.client()?;
    let path = args.connection.mirror.as_path();
    let out = match &args.out {
        Some(out) => Some(Output::create(Some(out), [path])?),
        None => None,
    };
    let reader = Reader::open(path)?;
    let fetched = args.connection.fetch(&client, &reader)?;
    let mut reviewed = review(&reader, fetched)?;
    let chosen = chosen(args);
    if !chosen.is_empty() {
        let mut mirror = Mirror::open(path)?;
        for (id, side) in chosen {
            let conflicts = &reviewed.plan.conflicts;
            let Some(conflict) = conflicts.iter().find(|conflict| conflict.id == *id) else {
                return Err(Stop::Refused("there is no such conflict to settle".into()));
            };
            mirror.choose(&conflict.id, &choice(conflict, side))?;
        }
        mirror.close()?;
        reviewed = review(&reader, reviewed.theirs)?;
    }
    let plan = &reviewed.plan;
    if let Some(mut out) = out {
        out.write_all(plan.write().as_bytes())?;
        out.finish()?;
    }
    if args.json {
        let mut stdout = Output::stdout();
        stdout.write_all(plan.write().as_bytes())?;
        stdout.finish()?;
    } else {
        // Colours go where somebody sees them.
        let mut stdout = anstream::stdout().lock();
        show(plan, &mut stdout)?;
        stdout.flush()?;
    }
    match plan.open_conflicts() {
        0 => Ok(ExitCode::SUCCESS),
        open => {
            let words = Refusal::Conflicts(open);
            tell(format_args!(
                "{words}: --mine or --theirs with the name in brackets"
            ));
            Ok(ExitCode::from(FINDINGS))
        }
    }
}

fn chosen(args: &Plan) -> Vec<(&String, Side)> {
    let mine = args.mine.iter().map(|id| (id, Side::Mine));
    mine.chain(args.theirs.iter().map(|id| (id, Side::Theirs)))
        .collect()
}

fn show(plan: &Planned, to: &mut impl Write) -> std::io::Result<()> {
    if plan.empty {
        writeln!(to, "Nothing to push.")?;
    } else if !plan.has_rules {
        writeln!(to, "{}", painted(DIM, UNREAD))?;
    }
    list(to, "To push", plan.changes.iter().map(|line| &line.words))?;
    list(
        to,
        "Changed in Rechat since the last pull",
        plan.theirs.iter().map(|line| &line.words),
    )?;
    if !plan.conflicts.is_empty() {
        writeln!(to, "{}", painted(STRONG, "Conflicts"))?;
    }
    for conflict in &plan.conflicts {
        let state = match conflict.chosen {
            Some(Side::Mine) => "settled: the draft's",
            Some(Side::Theirs) => "settled: Rechat's",
            None => "open",
        };
        writeln!(
            to,
            "  {} [{}] {state}",
            harmless(&conflict.about),
            harmless(&conflict.id)
        )?;
        writeln!(to, "    here: {}", harmless(&conflict.mine))?;
        writeln!(to, "    Rechat: {}", harmless(&conflict.theirs))?;
    }
    if !plan.deletions.is_empty() {
        writeln!(to, "{}", painted(BAD, "Deletions to confirm"))?;
    }
    for deletion in &plan.deletions {
        let (words, id) = (harmless(&deletion.words), harmless(&deletion.channel));
        writeln!(to, "  {words}: --confirm-delete {id}")?;
    }
    let changed = plan.samples.iter().filter(|sample| sample.changed);
    for (number, sample) in changed.enumerate() {
        if number == 0 {
            writeln!(
                to,
                "{}",
                painted(STRONG, "Sample leads that land elsewhere")
            )?;
        }
        let said = |text: &Option<String>| match text {
            Some(text) => harmless(text).into_owned(),
            None => "no such channel".to_owned(),
        };
        writeln!(to, "  {}", harmless(&sample.name))?;
        let now = if plan.has_rules {
            "now"
        } else {
            "as last known"
        };
        writeln!(to, "    {now}: {}", said(&sample.theirs))?;
        writeln!(to, "    then: {}", said(&sample.merged))?;
    }
    if !plan.has_rules && !plan.changes.is_empty() {
        let words = "This Rechat does not let rules be written: pushing gives a change sheet.";
        writeln!(to, "{}", painted(DIM, words))?;
    }
    Ok(())
}

fn list<'t>(
    to: &mut impl Write,
    title: &str,
    lines: impl Iterator<Item = &'t String>,
) -> std::io::Result<()> {
    for (number, line) in lines.enumerate() {
        if number == 0 {
            writeln!(to, "{}", painted(STRONG, title))?;
        }
        writeln!(to, "  {}", harmless(line))?;
    }
    Ok(())
}
