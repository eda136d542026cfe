//! One landing for people: the answer, each step that led to it with each of its tests, and what
//! it rests on. The words are `routing`'s; only their layout is ours.

use std::io::{self, Write};

use anstyle::Style;
use routing::Lead;
use routing::condition::{Group, Seen};
use routing::landing::{Ending, Landing, Step, Unclaimed, Verdict};
use routing::lead::masked;
use routing::roster::Roster;
use routing::route::Route;
use routing::words::{self, Span, Tone};

use crate::paint::{BAD, DIM, GOOD, PLACE, STRONG, painted};

/// Longer titles push their line's detail to the right.
const WIDEST_TITLE: usize = 32;

/// What a trace is told with.
#[derive(Clone, Copy)]
struct Told<'a> {
    roster: &'a Roster,
    route: &'a Route,
}

pub fn write(
    to: &mut impl Write,
    roster: &Roster,
    route: &Route,
    lead: &Lead,
    landing: &Landing,
) -> io::Result<()> {
    let told = Told { roster, route };
    spans(to, Style::new(), &words::headline(roster, route, landing))?;
    for note in words::notes(roster, route, landing) {
        writeln!(to, "{}", painted(Style::new(), &note))?;
    }
    writeln!(to, "\n{}\n", painted(DIM, &about(route, lead)))?;
    told.steps(to, &landing.ending, landing.trace.as_deref())?;
    told.follow_up(to, &landing.ending)?;
    told.problems(to, landing)
}

/// `L-1 · Listing inquiries (5f0c…) · Tue 24 Nov 2026, 09:12, America/Chicago`
fn about(route: &Route, lead: &Lead) -> String {
    let channel = masked(&route.channel.id);
    let channel = match &route.channel.name {
        Some(name) => format!("{name} ({channel})"),
        None => format!("channel {channel}"),
    };
    let zone = route.channel.time_zone;
    let at = lead
        .captured_at
        .with_timezone(&zone)
        .format("%a %-d %b %Y, %H:%M");
    let id = lead
        .id
        .as_deref()
        .map_or(String::new(), |id| format!("{id} · "));
    format!("{id}{channel} · {at}, {zone}")
}

impl Told<'_> {
    fn steps(self, to: &mut impl Write, ending: &Ending, trace: Option<&[Step]>) -> io::Result<()> {
        let steps: Vec<_> = trace
            .unwrap_or_default()
            .iter()
            .map(|step| (step, self.title(step)))
            .collect();
        let width = steps
            .iter()
            .map(|(_, title)| title.chars().count())
            .max()
            .unwrap_or_default()
            .min(WIDEST_TITLE);
        for (step, title) in steps {
            self.step(to, ending, step, &format!("{title:width$}"))?;
        }
        match ending.if_unclaimed.as_deref() {
            Some(Unclaimed { ending, trace }) => {
                writeln!(to, "\n{}\n", painted(STRONG, "If nobody claims it"))?;
                self.steps(to, ending, trace.as_deref())
            }
            None => Ok(()),
        }
    }

    /// `  3 Luxury buyers`
    fn title(self, step: &Step) -> String {
        let Told { roster, route } = self;
        let number = match step {
            Step::Rule { rule, .. } => route
                .channel
                .rules
                .iter()
                .position(|known| known.id == *rule),
            _ => None,
        };
        let number = number.map_or(String::new(), |place| (place + 1).to_string());
        format!("{number:>3} {}", words::step_title(roster, route, step))
    }

    fn step(
        self,
        to: &mut impl Write,
        ending: &Ending,
        step: &Step,
        title: &str,
    ) -> io::Result<()> {
        let (mark, style) = mark(step);
        let title_style = if style == DIM { DIM } else { STRONG };
        write!(
            to,
            "{} {}  ",
            painted(style, mark),
            painted(title_style, title)
        )?;
        spans(
            to,
            Style::new(),
            &words::step_detail(self.roster, self.route, ending, step),
        )?;
        match step {
            // The line above has told the one test there is.
            Step::Rule {
                when: Some(Seen::Test { .. }),
                verdict: Verdict::NoMatch,
                ..
            } => Ok(()),
            // That all of its tests count goes without saying.
            Step::Rule {
                when:
                    Some(Seen::Group {
                        group: Group::All,
                        parts,
                        ..
                    }),
                ..
            } => parts.iter().try_for_each(|part| condition(to, part, 8)),
            Step::Rule {
                when: Some(seen), ..
            } => condition(to, seen, 8),
            _ => Ok(()),
        }
    }

    fn follow_up(self, to: &mut impl Write, ending: &Ending) -> io::Result<()> {
        if ending.follow_up.is_empty() {
            return Ok(());
        }
        writeln!(to, "\n{}", painted(STRONG, "Then"))?;
        for follow_up in &ending.follow_up {
            writeln!(
                to,
                "  {}",
                painted(Style::new(), &words::follow_up(self.roster, follow_up))
            )?;
        }
        Ok(())
    }

    fn problems(self, to: &mut impl Write, landing: &Landing) -> io::Result<()> {
        if !landing.problems.is_empty() {
            writeln!(to, "\n{}", painted(STRONG, "Problems"))?;
        }
        for problem in &landing.problems {
            let message = painted(Style::new(), &problem.message);
            write!(
                to,
                "  {} {}: {message}",
                painted(BAD, "!"),
                painted(PLACE, &problem.place)
            )?;
            match &problem.help {
                Some(help) => writeln!(to, " ({})", painted(DIM, help))?,
                None => writeln!(to)?,
            }
        }
        // The others are problems, with what they may have meant.
        let is_told = |key: &str| {
            let place = format!("payload.{key}");
            landing
                .problems
                .iter()
                .any(|problem| problem.code == "ignored_key" && problem.place == place)
        };
        let unread: Vec<&str> = landing
            .ignored
            .iter()
            .map(String::as_str)
            .filter(|key| !is_told(key))
            .collect();
        if !unread.is_empty() {
            writeln!(to, "\n{}", painted(STRONG, "Nothing reads"))?;
            writeln!(to, "  {}", painted(DIM, &unread.join(", ")))?;
        }
        Ok(())
    }
}

fn mark(step: &Step) -> (&'static str, Style) {
    match step {
        Step::Assignee { agent: Some(_), .. } => ("→", GOOD),
        Step::Assignee { agent: None, .. } => ("✗", BAD),
        Step::Returning { verdict }
        | Step::Rule { verdict, .. }
        | Step::Fallback { verdict, .. } => match verdict {
            Verdict::Assigned | Verdict::Offered | Verdict::Inbox => ("→", GOOD),
            Verdict::Declined => ("✗", BAD),
            Verdict::NoMatch => ("✗", DIM),
            Verdict::Disabled | Verdict::NotReached | Verdict::None => ("·", DIM),
        },
    }
}

/// Each test on a line, with what the lead says.
fn condition(to: &mut impl Write, seen: &Seen, indent: usize) -> io::Result<()> {
    let blank = " ".repeat(indent);
    let mark = match seen.passed() {
        true => painted(GOOD, "✓"),
        false => painted(BAD, "✗"),
    };
    match seen {
        Seen::Test { .. } => {
            write!(to, "{blank}{mark} ")?;
            spans(to, DIM, &words::clause(seen))
        }
        Seen::Group { group, parts, .. } => {
            let name = match group {
                Group::All => "all of",
                Group::Any => "any of",
                Group::Not => "not",
            };
            writeln!(to, "{blank}{mark} {}", painted(DIM, name))?;
            parts
                .iter()
                .try_for_each(|part| condition(to, part, indent + 2))
        }
    }
}

/// A line of text; plain runs take the line's own style.
fn spans(to: &mut impl Write, line: Style, spans: &[Span]) -> io::Result<()> {
    for Span { text, tone } in spans {
        let style = match tone {
            Tone::Plain => line,
            Tone::Strong => STRONG,
            Tone::Dim => DIM,
            Tone::Path => GOOD,
            Tone::Fail => BAD,
        };
        write!(to, "{}", painted(style, text))?;
    }
    writeln!(to)
}
