//! `yard push`: a reviewed plan to Rechat, or the rest of it after a crash.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use mirror::Mirror;
use mirror::rechat::{Outcome, Push as Pushed, StepState};
use remote::Client;
use routing::Problem;
use serde_json::json;
use sync::plan::{Plan, review};
use sync::push::{
    Refusal, Report, StepReport, begin, finish, give_up, known_channels, of_plan, read_back,
    refusal, reports, run as send, took_effect,
};
use sync::sheet::{self, UNREAD};
use sync::{SyncError, Versions};

use crate::connection::{Connection, block_on, tell};
use crate::input::Input;
use crate::output::Output;
use crate::paint::harmless;
use crate::stop::{Done, FINDINGS, Stop, Wrongs};

/// Send a reviewed plan to Rechat
///
/// Rechat is read afresh, and nothing is sent if the plan no longer does what was reviewed. What
/// is sent is in a journal first: after a crash or a broken line the same command sends what is
/// missing, and nothing twice.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard push --mirror adler.mirror --api http://127.0.0.1:8080 --plan monday.plan"))]
pub struct Push {
    #[command(flatten)]
    connection: Connection,

    /// The plan that `yard plan --out` wrote, or '-' for standard input
    #[arg(long, value_name = "PLAN")]
    plan: Input,

    /// Confirm that this channel is deleted: forms out there may hold its id
    #[arg(long, value_name = "ID", num_args = 1..)]
    confirm_delete: Vec<String>,

    /// Say what became of the step that could not be found out, as Rechat shows it, and go on
    #[arg(long, value_name = "ANSWER")]
    undecided: Option<Seen>,

    /// Give up a push that is under way; what was sent stays sent. Needs no bearer
    #[arg(long, conflicts_with = "undecided")]
    give_up: bool,

    /// Print what came of it as JSON
    #[arg(long)]
    json: bool,
}

/// What a person saw in Rechat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Seen {
    TookEffect,
    DidNot,
}

pub fn run(args: &Push) -> Done {
    let mut wrongs = Wrongs::default();
    let read = args.plan.read_text().and_then(|text| {
        Plan::read(&text).map_err(|message| Problem::new("not_a_plan", "", message))
    });
    let Some(shown) = wrongs.keep(&args.plan, read) else {
        return Err(wrongs.stop());
    };
    let mut mirror = Mirror::open(&args.connection.mirror)?;
    if args.give_up {
        return match give_up(&mut mirror)? {
            Some(report) => told(args, &report),
            None => Err(Stop::Declined("no push is under way".to_owned())),
        };
    }
    let client = args.connection.client()?;
    if let Some(push) = of_plan(&mirror, &shown)? {
        if push.outcome == Some(Outcome::Done) {
            tell(format_args!(
                "this plan is pushed already, at {}",
                push.began_at
            ));
            return Ok(ExitCode::SUCCESS);
        }
        tell(format_args!("going on with the push of {}", push.began_at));
        let versions = known_channels(&mirror)?;
        let push = match (args.undecided, undecided(&push)) {
            (_, None) => push,
            (None, Some(step)) => return ask(args, &push, step),
            (Some(seen), Some(step)) => answered(&client, &mut mirror, push, step, seen)?,
        };
        return sent(args, &client, &mut mirror, &push, versions);
    }
    if mirror.open_push()?.is_some() {
        return Err(Stop::Declined(
            "a push of another plan is under way: push that plan again, or --give-up".to_owned(),
        ));
    }
    let theirs = args.connection.fetch(&client, &mirror)?;
    let now = review(&mirror, theirs)?;
    let confirmed: BTreeSet<String> = args.confirm_delete.iter().cloned().collect();
    if let Some(refused) = refusal(&shown, &now.plan, &confirmed) {
        return refuse(args, &now.plan, refused);
    }
    begin(&mut mirror, &shown, &now, &person())?;
    let push = mirror.open_push()?.ok_or(SyncError::NeverPulled)?;
    sent(args, &client, &mut mirror, &push, now.theirs.versions)
}

fn refuse(args: &Push, now: &Plan, refused: Refusal) -> Done {
    if refused == Refusal::Empty {
        tell(format_args!("{refused}"));
        return Ok(ExitCode::SUCCESS);
    }
    if refused == Refusal::NoRulesEndpoint {
        let mut out = Output::stdout();
        let steps = sheet::sheet(now);
        if args.json {
            let text = serde_json::to_string_pretty(&steps).unwrap_or_default();
            writeln!(out, "{text}")?;
        } else {
            writeln!(out, "{UNREAD}")?;
            for step in &steps {
                writeln!(out, "{:>3}. [ ] {}", step.number, harmless(&step.words))?;
                for line in step.in_full.iter().flat_map(|text| text.lines()) {
                    writeln!(out, "         {}", harmless(line))?;
                }
            }
        }
        out.finish()?;
    }
    let help = match refused {
        Refusal::Outdated(_) => ": run yard plan again",
        Refusal::Unconfirmed(_) => ": --confirm-delete with the ids that yard plan lists",
        _ => "",
    };
    Err(Stop::Declined(format!("{refused}{help}")))
}

fn sent(
    args: &Push,
    client: &Client,
    mirror: &mut Mirror,
    push: &Pushed,
    versions: BTreeMap<String, Versions>,
) -> Done {
    let number = push.number;
    let ran = {
        let mut journal = |step, state, result: Option<&str>| {
            mirror
                .note_step(number, step, state, result)
                .map_err(SyncError::from)
        };
        block_on(send(client, push, versions, &mut journal))?
    };
    let ran = ran.inspect_err(|_| broke_off())?;
    let noted = mirror.open_push()?.ok_or(SyncError::NeverPulled)?;
    if let Some(step) = undecided(&noted) {
        return ask(args, &noted, step);
    }
    let remote = mirror.remote()?.ok_or(SyncError::NeverPulled)?;
    let read = block_on(read_back(client, push, &remote))?.inspect_err(|_| broke_off())?;
    let report = finish(mirror, ran, &read)?;
    told(args, &report)
}

/// The step of which nothing but a look at Rechat can tell whether it took effect.
fn undecided(push: &Pushed) -> Option<u32> {
    let mut steps = (0..).zip(&push.steps);
    steps.find_map(|(number, step)| (step.state == StepState::Unknown).then_some(number))
}

/// Nothing more is sent until somebody has looked.
fn ask(args: &Push, push: &Pushed, step: u32) -> Done {
    let steps = reports(push);
    let mut out = Output::stdout();
    if args.json {
        let what = json!({ "done": false, "undecided": step + 1, "steps": steps });
        writeln!(out, "{what:#}")?;
    } else {
        write_steps(&mut out, &steps)?;
    }
    out.finish()?;
    tell(format_args!(
        "what became of step {} cannot be found out from here: look at People → Lead Routing in \
         Rechat, then push the same plan with --undecided took-effect or --undecided did-not",
        step + 1
    ));
    Ok(ExitCode::from(FINDINGS))
}

fn answered(
    client: &Client,
    mirror: &mut Mirror,
    push: Pushed,
    step: u32,
    seen: Seen,
) -> Done<Pushed> {
    let (state, words) = match seen {
        Seen::DidNot => (StepState::Waiting, None),
        Seen::TookEffect => {
            let known = known_channels(mirror)?.into_keys().collect();
            let number = usize::try_from(step).unwrap_or(usize::MAX);
            let found = block_on(took_effect(client, &push, number, &known))??;
            let words = found.map_err(|why| Stop::Declined(why.to_string()))?;
            (StepState::Done, Some(words))
        }
    };
    mirror.note_step(push.number, step, state, words.as_deref())?;
    Ok(mirror.open_push()?.ok_or(SyncError::NeverPulled)?)
}

fn broke_off() {
    tell(format_args!(
        "the push is not finished: the same command goes on with it"
    ));
}

fn told(args: &Push, report: &Report) -> Done {
    let mut out = Output::stdout();
    if args.json {
        let text = serde_json::to_string_pretty(report).unwrap_or_default();
        writeln!(out, "{text}")?;
    } else {
        write_steps(&mut out, &report.steps)?;
        for line in &report.differs {
            writeln!(out, "in Rechat by others: {}", harmless(&line.words))?;
        }
        for line in &report.missing {
            writeln!(out, "not in Rechat: {}", harmless(&line.words))?;
        }
    }
    out.finish()?;
    match (report.done, report.missing.is_empty()) {
        (true, true) => return Ok(ExitCode::SUCCESS),
        (true, false) => tell(format_args!(
            "all was sent, and yet Rechat lacks some of it: somebody else may have been there; \
             plan again"
        )),
        (false, _) => tell(format_args!(
            "the push stopped before its end: pull, and plan what is left"
        )),
    }
    Ok(ExitCode::from(FINDINGS))
}

fn write_steps(out: &mut impl Write, steps: &[StepReport]) -> std::io::Result<()> {
    for step in steps {
        let result = step.result.as_deref();
        let result = result.filter(|result| *result != step.state);
        let result = result.map_or(String::new(), |result| format!(" ({})", harmless(result)));
        for words in &step.words {
            writeln!(out, "{:>8}  {}{result}", step.state, harmless(words))?;
        }
    }
    Ok(())
}

fn person() -> String {
    ["USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok())
        .filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| "somebody at the command line".to_owned())
}
