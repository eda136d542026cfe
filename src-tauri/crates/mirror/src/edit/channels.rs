//! Channels: which there are, whose they are, which is an account's default, and how they are set.

use std::collections::HashSet;

use chrono_tz::Tz;
use routing::book::{Channel, Fallback, FollowUp, Policies};
use routing::words::{self, named};
use rusqlite::{OptionalExtension, params};

use super::bulk::free_name;
use super::{Draft, titled};
use crate::book;
use crate::error::{At, Result, refused};
use crate::place::places;

impl Draft<'_> {
    pub(super) fn create_channel(
        &self,
        id: &str,
        account: &str,
        name: Option<&str>,
    ) -> Result<String> {
        let owner = self.account(account)?;
        let channel = Channel {
            name: named(name).map(str::to_owned),
            is_default: self.channels_of(&owner.id)?.is_empty(),
            time_zone: self.usual_time_zone(&owner.id)?,
            ..Channel::new(id, &owner.id)
        };
        self.new_channel(&channel, None)?;
        Ok(format!("Added {} to {}", spoken(&channel), owner.name))
    }

    pub(super) fn rename_channel(&self, id: &str, name: Option<&str>) -> Result<String> {
        let name = named(name).map(str::to_owned);
        let (was, now) = self.change_channel(id, "name", |channel| channel.name = name)?;
        Ok(format!("Renamed {} to {}", spoken(&was), titled(&now)))
    }

    pub(super) fn set_default_channel(&self, id: &str) -> Result<String> {
        let channel = self.channel(id)?;
        let owner = self.account(&channel.account)?;
        self.execute(
            "UPDATE channels SET is_default = (id = ?1) WHERE account = ?2 AND is_default <> (id = ?1)",
            params![id, owner.id],
        )?;
        Ok(format!(
            "Made {} the default of {}",
            titled(&channel),
            owner.name
        ))
    }

    pub(super) fn move_channel(&self, id: &str, account: &str) -> Result<String> {
        let channel = self.channel(id)?;
        let owner = self.account(account)?;
        let label = format!("Moved {} to {}", spoken(&channel), owner.name);
        if channel.account == owner.id {
            return Ok(label);
        }
        let has_default = self.channels_of(&owner.id)?.iter().any(|(_, mark)| *mark);
        self.execute(
            "UPDATE channels SET account = ?2, is_default = ?3 WHERE id = ?1",
            params![id, owner.id, !has_default],
        )?;
        if channel.is_default {
            self.mark_first(&channel.account)?;
        }
        Ok(label)
    }

    pub(super) fn duplicate_channel(&self, id: &str, copy: &str) -> Result<String> {
        let channel = self.channel(id)?;
        let taken = self.channel_names(&channel.account)?;
        let twin = Channel {
            id: copy.to_owned(),
            name: named(channel.name.as_deref()).map(|name| free_name(name, &taken)),
            is_default: false,
            ..channel.clone()
        };
        self.new_channel(&twin, Some(id))?;
        for (rule, place) in self.rule_places(id)? {
            let (_, mut rule) = self.rule(&rule)?;
            rule.id = uuid::Uuid::new_v4().to_string();
            book::put_rule(self.conn, copy, &rule, place.unwrap_or_default()).at(self.path)?;
        }
        Ok(format!("Duplicated {}", spoken(&channel)))
    }

    pub(super) fn delete_channel(&self, id: &str) -> Result<String> {
        let channel = self.channel(id)?;
        self.execute("DELETE FROM rules WHERE channel = ?1", [id])?;
        self.execute("DELETE FROM channels WHERE id = ?1", [id])?;
        if channel.is_default {
            self.mark_first(&channel.account)?;
        }
        Ok(format!("Deleted {}", spoken(&channel)))
    }

    pub(super) fn set_policies(&self, id: &str, policies: Policies) -> Result<String> {
        let (was, now) = self.change_channel(id, "policies", |channel| {
            channel.policies = policies;
        })?;
        let here = titled(&now);
        let (was, now) = (was.policies, now.policies);
        let honored = match now.honor_assignees {
            true => "agents named by the website come first",
            false => "agents named by the website no longer come first",
        };
        let returning = match now.returning_lead_days {
            0 => "returning leads are routed like new ones".to_owned(),
            1 => "returning leads go back for 1 day".to_owned(),
            days => format!("returning leads go back for {days} days"),
        };
        Ok(match was.honor_assignees == now.honor_assignees {
            true => format!("{here}: {returning}"),
            false if was.returning_lead_days == now.returning_lead_days => {
                format!("{here}: {honored}")
            }
            false => format!("{here}: {honored}, {returning}"),
        })
    }

    pub(super) fn set_time_zone(&self, id: &str, time_zone: Tz) -> Result<String> {
        let (_, now) = self.change_channel(id, "time_zone", |channel| {
            channel.time_zone = time_zone;
        })?;
        Ok(format!("{}: time zone {}", titled(&now), time_zone.name()))
    }

    pub(super) fn set_mls(&self, id: &str, mls: Option<&[String]>) -> Result<String> {
        let (_, now) = self.change_channel(id, "mls", |channel| {
            channel.mls = mls.map(<[String]>::to_vec);
        })?;
        let boards = match mls.unwrap_or_default() {
            [] => "no MLS".to_owned(),
            boards => boards.join(", "),
        };
        Ok(format!("{} looks listings up in {boards}", titled(&now)))
    }

    pub(super) fn set_fallback(&self, id: &str, fallback: &Fallback) -> Result<String> {
        let (_, now) = self.change_channel(id, "fallback", |channel| {
            channel.fallback = fallback.clone();
        })?;
        Ok(format!("Changed the fallback of {}", titled(&now)))
    }

    pub(super) fn replace_fallback(
        &self,
        id: &str,
        fallback: &Fallback,
        follow_up: &[FollowUp],
    ) -> Result<String> {
        let (was, now) = self.change_channel(id, "", |channel| {
            channel.fallback = fallback.clone();
            channel.follow_up = follow_up.to_vec();
        })?;
        let what = match (was.fallback == now.fallback, was.follow_up == now.follow_up) {
            (false, false) => "fallback and the follow-up",
            (true, false) => "follow-up",
            _ => "fallback",
        };
        Ok(format!("Changed the {what} of {}", titled(&now)))
    }

    /// Changes a channel's own row, judged as `part` of it: before and after.
    pub(super) fn change_channel(
        &self,
        id: &str,
        part: &str,
        change: impl FnOnce(&mut Channel),
    ) -> Result<(Channel, Channel)> {
        let before = self.channel(id)?;
        let mut after = before.clone();
        change(&mut after);
        self.sound_channel(&after, part)?;
        let place = self.place_of("channels", id)?;
        book::put_channel(self.conn, &after, place).at(self.path)?;
        Ok((before, after))
    }

    /// Right below the channel `above` in the book's order, or last.
    fn new_channel(&self, channel: &Channel, above: Option<&str>) -> Result<()> {
        let known = crate::channels::without_rules(self.conn, &channel.id).at(self.path)?;
        if known.is_some() {
            return Err(refused(
                "duplicate_id",
                "there already is a channel with this id",
            ));
        }
        self.sound_channel(channel, "")?;
        book::put_channel(self.conn, channel, 0).at(self.path)?;
        let order = || {
            self.conn
                .prepare_cached("SELECT id, place FROM channels WHERE id <> ?1 ORDER BY place")?
                .query_map([&channel.id], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<(String, Option<i64>)>>>()
        };
        let mut order = order().at(self.path)?;
        let at = above
            .and_then(|above| order.iter().position(|(id, _)| id == above))
            .map_or(order.len(), |place| place + 1);
        order.insert(at, (channel.id.clone(), None));
        let held: Vec<Option<i64>> = order.iter().map(|(_, place)| *place).collect();
        for ((id, held), place) in order.iter().zip(places(&held)) {
            if *held != Some(place) {
                self.execute(
                    "UPDATE channels SET place = ?2 WHERE id = ?1",
                    params![id, place],
                )?;
            }
        }
        Ok(())
    }

    /// The channels of an account in order, each with whether it is the default.
    fn channels_of(&self, account: &str) -> Result<Vec<(String, bool)>> {
        let read = || {
            self.conn
                .prepare_cached(
                    "SELECT id, is_default FROM channels WHERE account = ?1 ORDER BY place",
                )?
                .query_map([account], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        read().at(self.path)
    }

    fn channel_names(&self, account: &str) -> Result<HashSet<String>> {
        let read = || {
            self.conn
                .prepare_cached(
                    "SELECT trim(name) FROM channels WHERE account = ?1 AND name IS NOT NULL",
                )?
                .query_map([account], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()
        };
        read().at(self.path)
    }

    /// Gives an account that lost its default channel the next one.
    fn mark_first(&self, account: &str) -> Result<()> {
        self.execute(
            "UPDATE channels SET is_default = 1 WHERE id = \
             (SELECT id FROM channels WHERE account = ?1 ORDER BY place LIMIT 1)",
            [account],
        )
    }

    /// The zone of a channel of the account, or of the nearest account above that has one, or of
    /// any: a brokerage is in one place more often than in UTC.
    fn usual_time_zone(&self, account: &str) -> Result<Tz> {
        let path = crate::accounts::path_to(self.conn, account).at(self.path)?;
        let read = || -> rusqlite::Result<Option<String>> {
            let mut of = self.conn.prepare_cached(
                "SELECT time_zone FROM channels WHERE account = ?1 ORDER BY place LIMIT 1",
            )?;
            for account in path.iter().rev() {
                let zone = of.query_row([&account.id], |row| row.get(0)).optional()?;
                if zone.is_some() {
                    return Ok(zone);
                }
            }
            self.conn
                .prepare_cached("SELECT time_zone FROM channels ORDER BY place LIMIT 1")?
                .query_row([], |row| row.get(0))
                .optional()
        };
        let zone = read().at(self.path)?;
        Ok(zone.and_then(|zone| zone.parse().ok()).unwrap_or(Tz::UTC))
    }
}

fn spoken(channel: &Channel) -> String {
    words::channel_called(channel.name.as_deref())
}
