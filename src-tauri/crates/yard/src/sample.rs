//! `yard sample`: the sample brokerage, or one made to measure, or leads to try on it.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use mirror::sample::{Size, adler, generated, samples};
use serde_json::Value;

use crate::output::Output;
use crate::stop::Done;

/// Print a sample brokerage as a book
///
/// By itself this is Adler & Associates, the brokerage of Rechat's lead capture guide. With
/// --offices, --agents or --seed a brokerage is made up: several channels with rules of every
/// type, agents on vacation and with daily caps. The same size and seed always give the same book.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard sample > adler.json
  yard sample --offices 10 --agents 200 > large.json        211 accounts
  yard sample --leads > leads.ndjson                        four leads for adler.json"))]
pub struct Sample {
    /// How many offices, up to 1,000 [10 if it is not given]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=1_000))]
    offices: Option<u32>,

    /// How many agents, up to 100,000 [200 if it is not given]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=100_000))]
    agents: Option<u32>,

    /// Make up another brokerage of the same size [1 if it is not given]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,

    /// Print the sample leads for the book instead of the book, one a line
    #[arg(long)]
    leads: bool,
}

pub fn run(args: &Sample) -> Done {
    let made_to_measure = args.offices.is_some() || args.agents.is_some() || args.seed.is_some();
    let book = if made_to_measure {
        let usual = Size::default();
        generated(Size {
            offices: args.offices.unwrap_or(usual.offices),
            agents: args.agents.unwrap_or(usual.agents),
            seed: args.seed.unwrap_or(usual.seed),
        })
    } else {
        adler()
    };
    let mut out = Output::stdout();
    if args.leads {
        for lead in samples(&book) {
            let [id, channel, at] =
                [&lead.id, &lead.channel, &lead.captured_at].map(|text| Value::from(text.as_str()));
            // A text holds no line break of its own in JSON, so this only takes blanks away.
            let payload = lead
                .payload
                .lines()
                .map(str::trim)
                .collect::<Vec<_>>()
                .join(" ");
            writeln!(
                out,
                r#"{{"id":{id},"channel":{channel},"captured_at":{at},"payload":{payload}}}"#
            )?;
        }
    } else {
        out.write_all(book.write().as_bytes())?;
    }
    out.finish()?;
    Ok(ExitCode::SUCCESS)
}
