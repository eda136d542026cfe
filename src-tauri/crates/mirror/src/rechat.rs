//! What Rechat last said, and what is on its way there: the base the draft is edited over, sides
//! chosen for conflicts, and the journal of pushes. What calls are made is not known here; steps
//! are the caller's JSON. No token is ever among it.

mod pull;

use std::collections::{BTreeMap, HashMap};

use chrono::{SecondsFormat, Utc};
use routing::Book;
use routing::book::{Channel, read_channel};
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use crate::accounts::unreadable;
use crate::book::People;
use crate::error::{At, Result, refused};
use crate::log::{Applied, advance};
use crate::mirror::Mirror;
use crate::reader::Reader;
use crate::versions::{self, VersionKind};
use crate::{book, sample};

pub use pull::Ahead;

/// The last pull.
#[derive(Clone, Debug, PartialEq)]
pub struct Remote {
    pub api: String,
    /// The brokerage's account id.
    pub root: String,
    /// RFC 3339, UTC.
    pub pulled_at: String,
    /// Whether Rechat lets the rules of a channel be read and written.
    pub has_rules: bool,
    /// What merges start from: as Rechat last said, except where a conflict holds it back.
    pub channels: Vec<Channel>,
    /// What Rechat last said, where that is not `channels`.
    pub said: Option<Vec<Channel>>,
}

/// A side chosen for a conflict, with what both sides said then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub mine: String,
    pub theirs: String,
    pub is_mine: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepState {
    Waiting,
    /// The call was about to be made; nothing is known of it since.
    Sent,
    Done,
    Refused,
    /// Whether it took effect could not be found out.
    Unknown,
}

/// One call of a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// JSON of whoever pushes.
    pub step: String,
    pub state: StepState,
    /// What came of it, in words.
    pub result: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Push {
    pub number: u32,
    /// RFC 3339, UTC.
    pub began_at: String,
    pub ended_at: Option<String>,
    pub who: String,
    pub api: String,
    /// JSON of whoever pushes.
    pub plan: String,
    /// `None` while it is under way.
    pub outcome: Option<Outcome>,
    pub steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Every step is done.
    Done,
    /// It ended before its last step.
    Stopped,
}

/// How a push ended.
#[derive(Debug)]
pub struct PushEnd<'e> {
    pub push: u32,
    pub outcome: Outcome,
    /// Ids of channels in the draft, and those that the server gave them.
    pub adopted: &'e HashMap<String, String>,
}

impl Reader {
    /// What Rechat said at the last pull or push; `None` before the first.
    pub fn remote(&self) -> Result<Option<Remote>> {
        self.snapshot(remote).at(&self.path)
    }

    /// The same without its channels, for whoever only asks when that was.
    pub fn last_pull(&self) -> Result<Option<Remote>> {
        last_pull(&self.conn).at(&self.path)
    }

    /// Sides chosen so far, by conflict.
    pub fn choices(&self) -> Result<BTreeMap<String, Choice>> {
        let read = || {
            self.conn
                .prepare_cached("SELECT conflict, mine, theirs, side = 'mine' FROM choices")?
                .query_map([], |row| {
                    let choice = Choice {
                        mine: row.get(1)?,
                        theirs: row.get(2)?,
                        is_mine: row.get(3)?,
                    };
                    Ok((row.get(0)?, choice))
                })?
                .collect::<rusqlite::Result<_>>()
        };
        read().at(&self.path)
    }

    /// The push that is under way, if one is.
    pub fn open_push(&self) -> Result<Option<Push>> {
        let found = self.snapshot(|conn| pushes(conn, "WHERE outcome IS NULL", 1));
        Ok(found.at(&self.path)?.pop())
    }

    /// The newest `limit` pushes, newest first.
    pub fn pushes(&self, limit: u32) -> Result<Vec<Push>> {
        self.snapshot(|conn| pushes(conn, "", limit)).at(&self.path)
    }
}

impl Mirror {
    /// Takes in what Rechat said: `draft` is the draft over it. Undo does not lead back behind
    /// this where it changed the draft. A mirror in which nothing was done yet begins with it.
    pub fn take_in(
        &mut self,
        draft: &Book,
        remote: &Remote,
        label: &str,
    ) -> Result<Option<Applied>> {
        let people = People::compared(&self.conn, draft).at(&self.path)?;
        if self.revision()? == 0 {
            self.write(|conn| begin(conn, draft, &people, remote))?;
            return Ok(None);
        }
        self.take_in_and(draft, &people, remote, label, |_| Ok(()), |_| Ok(()))
    }

    /// In one transaction with what is to happen where it changes the draft, and what once all is
    /// written.
    fn take_in_and(
        &mut self,
        draft: &Book,
        people: &People,
        remote: &Remote,
        label: &str,
        changed: impl FnOnce(&Connection) -> rusqlite::Result<()>,
        written: impl Fn(&Connection) -> rusqlite::Result<()>,
    ) -> Result<Option<Applied>> {
        let applied = self.record(|conn, path| {
            let before = conn.total_changes();
            book::put_compared(conn, people, &draft.channels).at(path)?;
            if conn.total_changes() != before {
                changed(conn).at(path)?;
            }
            put_remote(conn, remote).at(path)?;
            conn.execute("UPDATE state SET floor = done + 1", [])
                .at(path)?;
            written(conn).at(path)?;
            Ok(label.to_owned())
        })?;
        if applied.is_none() {
            self.write(|conn| {
                put_remote(conn, remote)?;
                written(conn)
            })?;
        }
        Ok(applied)
    }

    pub fn choose(&mut self, conflict: &str, choice: &Choice) -> Result<()> {
        let side = if choice.is_mine { "mine" } else { "theirs" };
        self.write(|conn| {
            conn.execute(
                "REPLACE INTO choices (conflict, mine, theirs, side) VALUES (?1, ?2, ?3, ?4)",
                params![conflict, choice.mine, choice.theirs, side],
            )
            .map(drop)
        })
    }

    /// Writes the journal of a push before its first call. There is at most one under way.
    pub fn begin_push(
        &mut self,
        who: &str,
        api: &str,
        plan: &str,
        steps: &[String],
    ) -> Result<u32> {
        if self.open_push()?.is_some() {
            return Err(refused("push_under_way", "another push is under way"));
        }
        let mut number = 0;
        self.write(|conn| {
            number = conn.query_one(
                "INSERT INTO pushes (began_at, who, api, plan) VALUES (?1, ?2, ?3, ?4) RETURNING number",
                params![now(), who, api, plan],
                |row| row.get(0),
            )?;
            let mut put = conn.prepare(
                "INSERT INTO push_steps (push, number, step, state) VALUES (?1, ?2, ?3, 'waiting')",
            )?;
            for (place, step) in (0_i64..).zip(steps) {
                put.execute(params![number, place, step])?;
            }
            Ok(())
        })?;
        Ok(number)
    }

    /// Notes how far a step of a push has come. Acknowledged only once it is on the disk.
    pub fn note_step(
        &mut self,
        push: u32,
        step: u32,
        state: StepState,
        result: Option<&str>,
    ) -> Result<()> {
        self.write(|conn| {
            conn.execute(
                "UPDATE push_steps SET state = ?3, result = ?4 WHERE push = ?1 AND number = ?2",
                params![push, step, state.name(), result],
            )
            .map(drop)
        })
    }

    /// Takes in what Rechat says after a push and ends it: both or neither. A push that is done is
    /// a version, and the choices made for it are forgotten.
    pub fn end_push(
        &mut self,
        end: &PushEnd<'_>,
        draft: &Book,
        remote: &Remote,
        label: &str,
    ) -> Result<Option<Applied>> {
        let people = People::compared(&self.conn, draft).at(&self.path)?;
        let samples_follow = |conn: &Connection| {
            let mut put = conn.prepare("UPDATE samples SET channel = ?2 WHERE channel = ?1")?;
            end.adopted
                .iter()
                .try_for_each(|(drafted, id)| put.execute([drafted, id]).map(drop))
        };
        self.take_in_and(draft, &people, remote, label, samples_follow, |conn| {
            let who: String = conn.query_one(
                "UPDATE pushes SET outcome = ?2, ended_at = ?3 WHERE number = ?1 RETURNING who",
                params![end.push, end.outcome.name(), now()],
                |row| row.get(0),
            )?;
            if end.outcome == Outcome::Done {
                conn.execute("DELETE FROM choices", [])?;
                let kind = VersionKind::Push;
                versions::keep(conn, draft, kind, Some(&who), "Pushed to Rechat")?;
            }
            Ok(())
        })
    }

    /// A transaction that is no edit.
    pub(crate) fn write(
        &mut self,
        work: impl FnOnce(&Connection) -> rusqlite::Result<()>,
    ) -> Result<()> {
        let Reader { conn, path } = &mut self.reader;
        let tx = conn
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .at(path)?;
        work(&tx).at(path)?;
        tx.commit().at(path)
    }
}

fn begin(
    conn: &Connection,
    draft: &Book,
    people: &People,
    remote: &Remote,
) -> rusqlite::Result<()> {
    book::put_compared(conn, people, &draft.channels)?;
    book::put_samples(conn, &sample::samples(draft))?;
    put_remote(conn, remote)?;
    advance(conn, 0).map(drop)
}

fn now() -> String {
    Utc::now().to_rfc3339_opts(SecondsFormat::Secs, true)
}

fn remote(conn: &Connection) -> rusqlite::Result<Option<Remote>> {
    let Some(mut remote) = last_pull(conn)? else {
        return Ok(None);
    };
    remote.channels = conn
        .prepare_cached("SELECT channel FROM remote_channels ORDER BY place")?
        .query_map([], |row| channel(row, 0))?
        .collect::<rusqlite::Result<_>>()?;
    let said = "SELECT said.value FROM remote, json_each(remote.said) said ORDER BY said.key";
    let is_said = "SELECT said IS NOT NULL FROM remote";
    if conn.query_one(is_said, [], |row| row.get(0))? {
        let mut said = conn.prepare_cached(said)?;
        let said = said.query_map([], |row| channel(row, 0))?;
        remote.said = Some(said.collect::<rusqlite::Result<_>>()?);
    }
    Ok(Some(remote))
}

fn last_pull(conn: &Connection) -> rusqlite::Result<Option<Remote>> {
    conn.query_row(
        "SELECT api, root, pulled_at, has_rules FROM remote",
        [],
        |row| {
            Ok(Remote {
                api: row.get(0)?,
                root: row.get(1)?,
                pulled_at: row.get(2)?,
                has_rules: row.get(3)?,
                channels: Vec::new(),
                said: None,
            })
        },
    )
    .optional()
}

fn channel(row: &Row, column: usize) -> rusqlite::Result<Channel> {
    let said = |problems: Vec<routing::Problem>| {
        problems
            .first()
            .map_or_else(String::new, |problem| problem.to_string())
    };
    read_channel(row.get_ref(column)?.as_str()?)
        .map_err(|problems| unreadable(column, said(problems)))
}

fn put_remote(conn: &Connection, remote: &Remote) -> rusqlite::Result<()> {
    // Text keys into memory: there is nothing here that serde_json could refuse.
    let said = |channels| serde_json::to_string(channels).unwrap_or_default();
    let said = remote.said.as_ref().map(said);
    conn.execute(
        "REPLACE INTO remote (one, api, root, pulled_at, has_rules, said) \
         VALUES (1, ?1, ?2, ?3, ?4, ?5)",
        params![
            remote.api,
            remote.root,
            remote.pulled_at,
            remote.has_rules,
            said
        ],
    )?;
    conn.execute("DELETE FROM remote_channels", [])?;
    let mut put =
        conn.prepare("INSERT INTO remote_channels (id, place, channel) VALUES (?1, ?2, ?3)")?;
    for (place, channel) in (0_i64..).zip(&remote.channels) {
        let text = serde_json::to_string(channel).unwrap_or_default();
        put.execute(params![channel.id, place, text])?;
    }
    Ok(())
}

fn pushes(conn: &Connection, which: &str, limit: u32) -> rusqlite::Result<Vec<Push>> {
    let mut found: Vec<Push> = conn
        .prepare_cached(&format!(
            "SELECT number, began_at, ended_at, who, api, plan, outcome FROM pushes {which} \
             ORDER BY number DESC LIMIT ?1"
        ))?
        .query_map([limit], |row| {
            Ok(Push {
                number: row.get(0)?,
                began_at: row.get(1)?,
                ended_at: row.get(2)?,
                who: row.get(3)?,
                api: row.get(4)?,
                plan: row.get(5)?,
                outcome: match row.get_ref(6)?.as_str_or_null()? {
                    None => None,
                    Some("done") => Some(Outcome::Done),
                    Some(_) => Some(Outcome::Stopped),
                },
                steps: Vec::new(),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    let mut steps = conn.prepare_cached(
        "SELECT step, state, result FROM push_steps WHERE push = ?1 ORDER BY number",
    )?;
    for push in &mut found {
        push.steps = steps
            .query_map([push.number], |row| {
                Ok(Step {
                    step: row.get(0)?,
                    state: StepState::read(row.get_ref(1)?.as_str()?),
                    result: row.get(2)?,
                })
            })?
            .collect::<rusqlite::Result<_>>()?;
    }
    Ok(found)
}

impl StepState {
    pub fn name(self) -> &'static str {
        match self {
            StepState::Waiting => "waiting",
            StepState::Sent => "sent",
            StepState::Done => "done",
            StepState::Refused => "refused",
            StepState::Unknown => "unknown",
        }
    }

    /// The table allows no other word.
    fn read(name: &str) -> StepState {
        match name {
            "waiting" => StepState::Waiting,
            "sent" => StepState::Sent,
            "done" => StepState::Done,
            "refused" => StepState::Refused,
            _ => StepState::Unknown,
        }
    }
}

impl Outcome {
    pub fn name(self) -> &'static str {
        match self {
            Outcome::Done => "done",
            Outcome::Stopped => "stopped",
        }
    }
}
