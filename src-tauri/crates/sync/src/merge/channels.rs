//! Channels, all but their rules.

use std::collections::{HashMap, HashSet};

use routing::book::{Book, Channel, Policies};
use routing::roster::Roster;
use routing::words;

use super::{About, Merger, Side};

type ById<'b> = HashMap<&'b str, &'b Channel>;

impl Merger<'_> {
    /// The merged channels without their rules: Rechat's in its order, then those new in the draft.
    pub(super) fn channels(&mut self, base: &Book, mine: &Book, theirs: &Book) -> Vec<Channel> {
        let (was, here, there) = (by_id(base), by_id(mine), by_id(theirs));
        let mut channels = Vec::new();
        for channel in &theirs.channels {
            let id = channel.id.as_str();
            match (was.get(id), here.get(id)) {
                (base, Some(mine)) => {
                    channels.push(self.channel(base.copied(), mine, channel));
                }
                (None, None) => channels.push(bare(channel)),
                (Some(base), None) if *base == channel => {}
                (Some(_), None) => {
                    let said = ("deleted".to_owned(), "changed".to_owned());
                    if self.deletion(channel, said) == Side::Theirs {
                        channels.push(bare(channel));
                    }
                }
            }
        }
        for channel in mine
            .channels
            .iter()
            .filter(|c| !there.contains_key(c.id.as_str()))
        {
            match was.get(channel.id.as_str()) {
                None => channels.push(bare(channel)),
                Some(base) if *base == channel => {}
                Some(_) => {
                    let said = ("changed".to_owned(), "deleted".to_owned());
                    if self.deletion(channel, said) == Side::Mine {
                        channels.push(bare(channel));
                    }
                }
            }
        }
        self.defaults(base, mine, theirs, &mut channels);
        channels
    }

    fn deletion(&mut self, channel: &Channel, (mine, theirs): (String, String)) -> Side {
        let about = about(channel, "deletion", "whether there is the channel");
        self.conflict(about, mine, theirs)
    }

    fn channel(&mut self, base: Option<&Channel>, mine: &Channel, theirs: &Channel) -> Channel {
        let zone = |_: &Roster, zone: &chrono_tz::Tz| zone.name().to_owned();
        let mls = |_: &Roster, mls: &Option<Vec<String>>| match mls.as_deref().unwrap_or_default() {
            [] => "no MLS".to_owned(),
            some => some.join(", "),
        };
        let fallback =
            |roster: &Roster, (account, fallback): &(String, routing::book::Fallback)| {
                let alone = Channel {
                    account: account.clone(),
                    fallback: fallback.clone(),
                    ..bare(theirs)
                };
                words::fallback(roster, &alone)
            };
        let with_account = |c: &Channel| (theirs.account.clone(), c.fallback.clone());
        Channel {
            id: theirs.id.clone(),
            account: self.field(
                base.map(|b| &b.account),
                &mine.account,
                &theirs.account,
                || about(theirs, "account", "the account of"),
                |roster, id| words::account_name(roster, id),
            ),
            name: self.field(
                base.map(|b| &b.name),
                &mine.name,
                &theirs.name,
                || about(theirs, "name", "the name of"),
                |_, name| name.clone().unwrap_or_else(|| "no name".to_owned()),
            ),
            is_default: false,
            mls: self.field(
                base.map(|b| &b.mls),
                &mine.mls,
                &theirs.mls,
                || about(theirs, "mls", "the MLSs of"),
                mls,
            ),
            time_zone: self.field(
                base.map(|b| &b.time_zone),
                &mine.time_zone,
                &theirs.time_zone,
                || about(theirs, "time_zone", "the time zone of"),
                zone,
            ),
            policies: Policies {
                honor_assignees: self.field(
                    base.map(|b| &b.policies.honor_assignees),
                    &mine.policies.honor_assignees,
                    &theirs.policies.honor_assignees,
                    || {
                        about(
                            theirs,
                            "honor_assignees",
                            "whether the website's agents come first in",
                        )
                    },
                    |_, on| if *on { "they do" } else { "they do not" }.to_owned(),
                ),
                returning_lead_days: self.field(
                    base.map(|b| &b.policies.returning_lead_days),
                    &mine.policies.returning_lead_days,
                    &theirs.policies.returning_lead_days,
                    || {
                        about(
                            theirs,
                            "returning_lead_days",
                            "how long returning leads go back in",
                        )
                    },
                    |_, days| format!("{days} days"),
                ),
            },
            rules: Vec::new(),
            fallback: self
                .field(
                    base.map(with_account).as_ref(),
                    &with_account(mine),
                    &with_account(theirs),
                    || about(theirs, "fallback", "the fallback of"),
                    fallback,
                )
                .1,
            follow_up: self.field(
                base.map(|b| &b.follow_up),
                &mine.follow_up,
                &theirs.follow_up,
                || about(theirs, "follow_up", "the follow-up of"),
                |roster, list| words::follow_ups(roster, list),
            ),
        }
    }

    /// Which channel is an account's default is one fact of the account, not one per channel.
    fn defaults(&mut self, base: &Book, mine: &Book, theirs: &Book, channels: &mut [Channel]) {
        let (was, here, there) = (defaults(base), defaults(mine), defaults(theirs));
        let accounts: HashSet<String> = channels.iter().map(|c| c.account.clone()).collect();
        let mut accounts: Vec<String> = accounts.into_iter().collect();
        accounts.sort();
        for account in accounts {
            let of = |defaults: &HashMap<&str, &Channel>| {
                defaults
                    .get(account.as_str())
                    .map(|channel| channel.id.clone())
            };
            let name = |_: &Roster, id: &Option<String>| {
                let known = [&here, &there].into_iter().find_map(|side| {
                    side.get(account.as_str())
                        .filter(|channel| Some(&channel.id) == id.as_ref())
                });
                known.map_or("none".to_owned(), |channel| title(channel))
            };
            let about = || About {
                id: format!("account:{account}:default"),
                channel: [&there, &here, &was].into_iter().find_map(of),
                rule: None,
                words: format!(
                    "the default channel of {}",
                    words::account_name(&self.theirs, &account)
                ),
            };
            let words = about();
            let went_away = |id: &Option<String>| {
                let is_it = |c: &Channel| Some(&c.id) == id.as_ref() && c.account == account;
                id.is_some() && !channels.iter().any(is_it)
            };
            let (base, mine, theirs) = (of(&was), of(&here), of(&there));
            // What the other side deleted or moved elsewhere cannot be the default here.
            let chosen = match (went_away(&mine), went_away(&theirs)) {
                (true, _) => theirs,
                (false, true) => mine,
                (false, false) => self.field(Some(&base), &mine, &theirs, || words, name),
            };
            let is_here = |channel: &&mut Channel| channel.account == account;
            if let Some(channel) = channels
                .iter_mut()
                .filter(is_here)
                .find(|channel| Some(&channel.id) == chosen.as_ref())
            {
                channel.is_default = true;
            }
        }
    }
}

fn by_id(book: &Book) -> ById<'_> {
    book.channels
        .iter()
        .map(|channel| (channel.id.as_str(), channel))
        .collect()
}

fn defaults(book: &Book) -> HashMap<&str, &Channel> {
    let defaults = book.channels.iter().filter(|channel| channel.is_default);
    defaults
        .map(|channel| (channel.account.as_str(), channel))
        .collect()
}

fn bare(channel: &Channel) -> Channel {
    Channel {
        rules: Vec::new(),
        is_default: false,
        ..channel.clone()
    }
}

pub(super) fn title(channel: &Channel) -> String {
    words::channel_title(channel.name.as_deref())
}

fn about(channel: &Channel, field: &str, words: &str) -> About {
    About {
        id: format!("channel:{}:{field}", channel.id),
        channel: Some(channel.id.clone()),
        rule: None,
        words: format!("{words} {}", title(channel)),
    }
}
