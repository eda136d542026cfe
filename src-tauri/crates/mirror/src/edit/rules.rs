//! One rule: where it stands, what it says.

use routing::book::{Channel, Rule};
use routing::words::named;
use rusqlite::params;

use super::Draft;
use crate::book;
use crate::error::{At, Result, refused};
use crate::place::places;

/// The rules of a channel in order, each with its place; `None` where it has none there yet.
pub(super) type RulePlaces = Vec<(String, Option<i64>)>;

impl Draft<'_> {
    pub(super) fn move_rule(
        &self,
        id: &str,
        channel: Option<&str>,
        before: Option<&str>,
    ) -> Result<String> {
        let (home, rule) = self.rule(id)?;
        let target = self.channel(channel.unwrap_or(&home))?;
        let mut list = self.rule_places(&target.id)?;
        let held = list
            .iter()
            .position(|(other, _)| other == id)
            .and_then(|at| list.remove(at).1);
        let label = self.moved(&home, &rule, &target, before, list.last())?;
        if before == Some(id) {
            return Ok(label);
        }
        let at = position(&list, before)?;
        list.insert(at, (id.to_owned(), held));
        self.execute(
            "UPDATE rules SET channel = ?2 WHERE id = ?1 AND channel <> ?2",
            params![id, target.id],
        )?;
        self.settle(&list)?;
        Ok(label)
    }

    /// A move in words, rules without a name by their numbers from before it.
    fn moved(
        &self,
        home: &str,
        rule: &Rule,
        target: &Channel,
        before: Option<&str>,
        last: Option<&(String, Option<i64>)>,
    ) -> Result<String> {
        let name = self.called(home, rule)?;
        if target.id != home {
            return Ok(format!("Moved {name} to {}", elsewhere(target)));
        }
        let (side, other) = match (before, last) {
            (Some(below), _) => ("above", below),
            (None, Some((above, _))) => ("below", &**above),
            (None, None) => return Ok(format!("Moved {name}")),
        };
        let other = self.called(home, &self.rule(other)?.1)?;
        Ok(format!("Moved {name} {side} {other}"))
    }

    pub(super) fn switch_rule(&self, id: &str, enabled: bool) -> Result<String> {
        let (channel, rule) = self.rule(id)?;
        self.execute(
            "UPDATE rules SET enabled = ?2 WHERE id = ?1 AND enabled <> ?2",
            params![id, enabled],
        )?;
        let state = if enabled { "on" } else { "off" };
        Ok(format!("Turned {state} {}", self.called(&channel, &rule)?))
    }

    pub(super) fn delete_rule(&self, id: &str) -> Result<String> {
        let (channel, rule) = self.rule(id)?;
        let name = self.called(&channel, &rule)?;
        self.execute("DELETE FROM rules WHERE id = ?1", [id])?;
        Ok(format!("Deleted {name}"))
    }

    pub(super) fn insert_rule(
        &self,
        channel: &str,
        before: Option<&str>,
        rule: &Rule,
    ) -> Result<String> {
        let channel = self.channel(channel)?;
        self.new_rule_id(&rule.id)?;
        self.sound_rule(&channel, rule, "")?;
        let mut list = self.rule_places(&channel.id)?;
        let at = position(&list, before)?;
        list.insert(at, (rule.id.clone(), None));
        book::put_rule(self.conn, &channel.id, rule, 0).at(self.path)?;
        self.settle(&list)?;
        Ok(format!("Added {}", self.called(&channel.id, rule)?))
    }

    pub(super) fn replace_rule(&self, rule: &Rule) -> Result<String> {
        let (home, before) = self.rule(&rule.id)?;
        let name = self.change_rule(&rule.id, "", |known| rule.clone_into(known))?;
        let only_named = Rule {
            name: rule.name.clone(),
            ..before.clone()
        };
        if only_named == *rule {
            return self.renamed(&home, &before, rule);
        }
        Ok(format!("Changed {name}"))
    }

    fn renamed(&self, home: &str, before: &Rule, after: &Rule) -> Result<String> {
        let was = self.called(home, before)?;
        Ok(
            match (named(before.name.as_deref()), named(after.name.as_deref())) {
                (Some(_), Some(now)) => format!("Renamed {was} to “{now}”"),
                (None, Some(now)) => format!("Named {was} “{now}”"),
                (_, None) => format!("Took the name off {was}"),
            },
        )
    }

    pub(super) fn duplicate_rule(
        &self,
        id: &str,
        copy: &str,
        channel: Option<&str>,
        before: Option<&str>,
    ) -> Result<String> {
        let (home, rule) = self.rule(id)?;
        let name = self.called(&home, &rule)?;
        let target = self.channel(channel.unwrap_or(&home))?;
        let list = self.rule_places(&target.id)?;
        let below = list
            .iter()
            .skip_while(|(other, _)| other != id)
            .nth(1)
            .map(|(next, _)| next.clone());
        let before = match channel {
            Some(_) => before,
            None => before.or(below.as_deref()),
        };
        self.copy_in(&target, vec![(rule, copy.to_owned())], before)?;
        Ok(match target.id == home {
            true => format!("Duplicated {name}"),
            false => format!("Copied {name} to {}", elsewhere(&target)),
        })
    }

    /// Changes a rule in its place, judged as `part` of it. Its name from before.
    pub(super) fn change_rule(
        &self,
        id: &str,
        part: &str,
        change: impl FnOnce(&mut Rule),
    ) -> Result<String> {
        let (home, before) = self.rule(id)?;
        let mut rule = before.clone();
        change(&mut rule);
        self.sound_rule(&self.channel(&home)?, &rule, part)?;
        let place = self.place_of("rules", id)?;
        book::put_rule(self.conn, &home, &rule, place).at(self.path)?;
        self.called(&home, &before)
    }

    pub(super) fn new_rule_id(&self, id: &str) -> Result<()> {
        let known = crate::channels::rule(self.conn, id).at(self.path)?;
        match known {
            None => Ok(()),
            Some(_) => Err(refused(
                "duplicate_id",
                format!("there already is a rule {id:?}"),
            )),
        }
    }

    pub(super) fn rule_places(&self, channel: &str) -> Result<RulePlaces> {
        let read = || {
            self.conn
                .prepare_cached("SELECT id, place FROM rules WHERE channel = ?1 ORDER BY place")?
                .query_map([channel], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        read().at(self.path)
    }

    /// Writes the places of a channel's rules in their new order, where they change.
    pub(super) fn settle(&self, list: &[(String, Option<i64>)]) -> Result<()> {
        let held: Vec<Option<i64>> = list.iter().map(|(_, place)| *place).collect();
        for ((id, held), place) in list.iter().zip(places(&held)) {
            if *held != Some(place) {
                self.execute(
                    "UPDATE rules SET place = ?2 WHERE id = ?1",
                    params![id, place],
                )?;
            }
        }
        Ok(())
    }
}

/// The channel that something went to.
pub(super) fn elsewhere(target: &Channel) -> String {
    match named(target.name.as_deref()) {
        Some(name) => format!("“{name}”"),
        None => "another channel".to_owned(),
    }
}

/// Where an item goes that is to stand just above `before`, or at the end.
pub(super) fn position(list: &[(String, Option<i64>)], before: Option<&str>) -> Result<usize> {
    let Some(before) = before else {
        return Ok(list.len());
    };
    let found = list.iter().position(|(id, _)| id == before);
    found.ok_or_else(|| {
        refused(
            "unknown_rule",
            format!("there is no rule {before:?} in this channel"),
        )
    })
}
