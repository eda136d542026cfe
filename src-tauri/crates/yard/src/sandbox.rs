//! `yard sandbox`: a server on this computer that answers like Rechat.

use std::future::pending;
use std::io::{self, Write};
use std::path::PathBuf;
use std::time::Duration;

use ::sandbox::{Client, FaultSpec, Options, ServeError, serve};
use clap::{Args, ValueHint};

use crate::input::Input;
use crate::stop::{Done, Stop, Wrongs};

/// Serve a book as Rechat's API would, on this computer only
///
/// For demos, for tests, and for web people who connect a form. It speaks the documented API with
/// its quirks, and an extension for routing that no public document knows; every reply says that
/// it is not Rechat. The first line on stdout is the URL, where a page says what is served.
#[derive(Debug, Args)]
#[command(after_help = crate::examples!(
"  yard sample > adler.json
  yard sandbox --book adler.json --port 8080 --token demo
  yard sandbox --book adler.json --state adler.sandbox     goes on where it stopped
  yard sandbox --book adler.json --faults latency=50ms:0.2,500:0.1,reset-after:0.05 --seed 7

\x1b[1m\x1b[4mFaults:\x1b[0m
  latency=50ms       waits before anything else
  500 … 599          fails without effect; 500-after fails after it took effect
  429=1s             asks to come back later
  reset-before       resets the connection without effect; reset-after after it took effect
  truncate           takes effect and sends half of the reply
  empty              answers a capture 204 without a body
  expire             ends the bearer
  other-user         somebody else changes a channel just before"))]
pub struct Sandbox {
    /// What to serve, or '-' for standard input
    #[arg(long, value_name = "BOOK", value_hint = ValueHint::FilePath)]
    book: Input,

    /// The port on 127.0.0.1; 0 takes any that is free
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    port: u16,

    /// Keep the state in this file; one that is there already goes on, whatever the book says
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    state: Option<PathBuf>,

    /// A bearer that always works, for scripts
    #[arg(long, value_name = "TOKEN")]
    token: Option<String>,

    /// Answer 404 to everything that no public document knows
    #[arg(long)]
    no_rules_endpoint: bool,

    /// Faults by chance: FAULT:PROBABILITY, with commas
    #[arg(
        long,
        value_name = "SPEC",
        default_value = "",
        hide_default_value = true
    )]
    faults: FaultSpec,

    /// The same seed and the same calls meet the same faults
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,

    /// Serve /__sandbox/…, with which tests arrange faults and look at the state
    #[arg(long)]
    control: bool,

    /// Let only this client sign in [any if it is not given]
    #[arg(long, value_name = "ID", requires = "client_secret")]
    client_id: Option<String>,

    /// The secret of --client-id
    #[arg(long, value_name = "SECRET", requires = "client_id")]
    client_secret: Option<String>,

    /// How long a bearer from a sign-in lasts
    #[arg(long, value_name = "SECONDS", default_value_t = 2_678_400)]
    expires_in: u64,

    /// Tell nothing of the calls on stderr
    #[arg(long)]
    quiet: bool,
}

pub fn run(args: &Sandbox) -> Done {
    let mut wrongs = Wrongs::default();
    let Some(book) = wrongs.keep(&args.book, args.book.read_book()) else {
        return Err(wrongs.stop());
    };
    let client = args.client_id.clone().zip(args.client_secret.clone());
    let options = Options {
        port: args.port,
        state: args.state.clone(),
        token: args.token.clone(),
        rules_endpoint: !args.no_rules_endpoint,
        control: args.control,
        client: client.map(|(id, secret)| Client { id, secret }),
        expires_in: Duration::from_secs(args.expires_in),
        faults: args.faults.clone(),
        seed: args.seed,
        log: !args.quiet,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let running = serve(&book, options).await?;
        drop(book);
        if running.goes_on {
            let _ = writeln!(
                anstream::stderr(),
                "going on with the state; the book was not read into it"
            );
        }
        let mut stdout = io::stdout().lock();
        writeln!(stdout, "{}", running.url)?;
        stdout.flush()?;
        drop(stdout);
        pending().await
    })
}

impl From<ServeError> for Stop {
    fn from(error: ServeError) -> Stop {
        let mut sentence = error.to_string();
        let mut cause = std::error::Error::source(&error);
        while let Some(deeper) = cause {
            sentence.push_str(&format!(": {deeper}"));
            cause = deeper.source();
        }
        Stop::Refused(sentence)
    }
}
