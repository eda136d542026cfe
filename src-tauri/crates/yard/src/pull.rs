//! `yard pull`: what Rechat says into a mirror, the draft moved over it.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use mirror::Mirror;
use serde_json::json;
use sync::plan::Line;

use crate::connection::{Connection, existing, tell};
use crate::output::Output;
use crate::paint::{counted, harmless};
use crate::stop::{Done, FINDINGS};

/// Take what Rechat says into a mirror
///
/// The mirror is made if it is not there. People and accounts become Rechat's; channels and rules
/// are merged with the draft, which loses nothing: what both sides changed is a conflict, and the
/// draft keeps its own until somebody chooses.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  SWITCHYARD_TOKEN=demo yard pull --mirror adler.mirror --api http://127.0.0.1:8080"))]
pub struct Pull {
    #[command(flatten)]
    connection: Connection,

    /// Print what came as JSON
    #[arg(long)]
    json: bool,
}

pub fn run(args: &Pull) -> Done {
    let client = args.connection.client()?;
    let path = &args.connection.mirror;
    // Held while Rechat is read: nobody else changes the draft meanwhile.
    let held = match path.exists() {
        true => Some(Mirror::open(path)?),
        false => None,
    };
    let (theirs, mut pull) = args.connection.pull(&client, existing(path)?.as_ref())?;
    let mut mirror = match held {
        Some(mirror) => mirror,
        None => Mirror::open_or_create(path)?,
    };
    // Killed in the middle of it, the mirror is as it was, and the next pull goes on here.
    let taken = sync::take_in(&mut mirror, &theirs, &Default::default());
    pull.forget();
    let taken = taken?;
    mirror.close()?;

    let lines: Vec<Line> = taken.changes.iter().map(Line::from).collect();
    let (accounts, channels) = (theirs.book.accounts.len(), theirs.book.channels.len());
    let rules: usize = theirs.book.channels.iter().map(|c| c.rules.len()).sum();
    if args.json {
        let mut out = Output::stdout();
        let what = json!({
            "changes": lines,
            "conflicts": taken.conflicts,
            "accounts": accounts,
            "channels": channels,
            "rules": rules,
            "rules_endpoint": theirs.has_rules,
            "requests": theirs.requests,
        });
        writeln!(out, "{what:#}")?;
        out.finish()?;
    }
    let root = theirs.book.accounts.iter().find(|a| a.parent.is_none());
    tell(format_args!(
        "pulled {}: {}, {}, {}, in {}",
        root.map_or("the brokerage".into(), |root| harmless(&root.name)),
        counted(accounts, "account"),
        counted(channels, "channel"),
        counted(rules, "rule"),
        counted(theirs.requests, "request"),
    ));
    for line in &lines {
        tell(format_args!("  {}", harmless(&line.words)));
    }
    if !theirs.has_rules {
        tell(format_args!(
            "rules cannot be read from this Rechat; they stay as the draft has them"
        ));
    }
    if theirs.left_out > 0 {
        tell(format_args!(
            "{} accounts belong to no branch of this brokerage and were left out",
            theirs.left_out
        ));
    }
    if taken.conflicts.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    for conflict in &taken.conflicts {
        tell(format_args!(
            "conflict: {}: here {}, in Rechat {}",
            harmless(&conflict.about),
            harmless(&conflict.mine),
            harmless(&conflict.theirs)
        ));
    }
    Ok(ExitCode::from(FINDINGS))
}
