//! The calls a routing client makes. Those on rules, and the writes, are the extension that no
//! public document describes yet; whether a server has it is found out, not assumed.

use std::collections::HashSet;

use reqwest::Method;
use routing::book::{Channel, read_channel};

use crate::client::{Ask, Client, json};
use crate::error::{RemoteError, Result};
use crate::wire::{Brand, ChannelBody, Envelope, LeadChannel, Rules, User, UserRow};

/// Rows of a page of users, as Rechat's own plugin asks for them.
const PAGE: usize = 100;

/// Part of a list.
#[derive(Debug)]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// Rows of the whole list, where the server says.
    pub total: Option<u64>,
}

/// The rules of a channel, with everything else that decides.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleList {
    /// Its rules, policies, fallback, time zone and follow-up; its other fields say nothing.
    pub channel: Channel,
    /// Names this state in a guarded write.
    pub version: Option<f64>,
}

/// What is to be written of a channel; what is `None` stays.
pub type ChannelChange<'t> = ChannelBody<'t>;

impl Client {
    /// Who the bearer belongs to. Not in the documents that were read; used only to find the
    /// brokerage where nothing else names it.
    pub async fn myself(&self) -> Result<User> {
        const WHAT: &str = "the signed-in user";
        let ask = Ask::get(&["users", "self"], WHAT);
        self.ask(&ask, |body| {
            json::<Envelope<User>>(body, WHAT).map(|envelope| envelope.data)
        })
        .await
    }

    pub async fn brand(&self, id: &str) -> Result<Brand> {
        const WHAT: &str = "an account";
        let path = ["brands", id];
        let ask = Ask {
            query: &[("associations[]", "brand.parent")],
            ..Ask::get(&path, WHAT)
        };
        self.ask(&ask, |body| {
            json::<Envelope<Brand>>(body, WHAT).map(|envelope| envelope.data)
        })
        .await
    }

    /// The users below a brand, each with their brands, from row `start` on.
    pub async fn users(&self, brand: &str, start: usize) -> Result<Page<UserRow>> {
        const WHAT: &str = "the people";
        let path = ["brands", brand, "users"];
        let (limit, start) = (PAGE.to_string(), start.to_string());
        let ask = Ask {
            query: &[
                ("associations[]", "brand.parent"),
                ("limit", &limit),
                ("start", &start),
            ],
            ..Ask::get(&path, WHAT)
        };
        self.ask(&ask, |body| {
            let envelope: Envelope<Vec<UserRow>> = json(body, WHAT)?;
            Ok(Page {
                rows: envelope.data,
                total: envelope.info.and_then(|info| info.total),
            })
        })
        .await
    }

    /// The channels of one account. Nothing says that this list has pages, but it counts: half of
    /// it would look like deletions.
    pub async fn channels(&self, brand: &str) -> Result<Vec<LeadChannel>> {
        const WHAT: &str = "the channels of an account";
        let path = ["brands", brand, "leads", "channels"];
        let mut channels: Vec<LeadChannel> = Vec::new();
        let mut seen = HashSet::new();
        loop {
            let start = channels.len().to_string();
            let ask = Ask {
                query: if channels.is_empty() {
                    &[]
                } else {
                    &[("start", &*start)]
                },
                ..Ask::get(&path, WHAT)
            };
            let read = |body: &[u8]| json::<Envelope<Vec<LeadChannel>>>(body, WHAT);
            let envelope = self.ask(&ask, read).await?;
            let before = channels.len();
            let mut page = envelope.data;
            // A list that begins again with every page is not whole when its rows are many enough.
            page.retain(|channel| seen.insert(channel.id.clone()));
            channels.extend(page);
            let total = envelope.info.and_then(|info| info.total);
            if total.is_none_or(|total| total <= channels.len() as u64) {
                channels.retain(|channel| channel.deleted_at.is_none());
                return Ok(channels);
            }
            if channels.len() == before {
                return Err(RemoteError::Unreadable {
                    what: WHAT,
                    problem: "the list ends before its total".to_owned(),
                });
            }
        }
    }

    /// The rules of a channel. `NotFound` also where the server has no such call.
    pub async fn rules(&self, brand: &str, channel: &str) -> Result<RuleList> {
        const WHAT: &str = "the rules of a channel";
        let path = ["brands", brand, "leads", "channels", channel, "rules"];
        self.ask(&Ask::get(&path, WHAT), |body| read_rules(body, WHAT))
            .await
    }

    /// Puts a whole rule list in place of the one with version `guard`. `rules` is the body: the
    /// list and what decides beside it, in the book's shapes.
    pub async fn put_rules(
        &self,
        brand: &str,
        channel: &str,
        rules: String,
        guard: Option<f64>,
    ) -> Result<RuleList> {
        const WHAT: &str = "new rules of a channel";
        let path = ["brands", brand, "leads", "channels", channel, "rules"];
        let ask = Ask {
            method: Method::PUT,
            body: Some(rules),
            guard,
            ..Ask::get(&path, WHAT)
        };
        self.ask(&ask, |body| read_rules(body, WHAT)).await
    }

    /// Makes a channel. Its `id` in the change is wished for; the answer has the one it got.
    pub async fn create_channel(
        &self,
        brand: &str,
        channel: &ChannelChange<'_>,
    ) -> Result<LeadChannel> {
        const WHAT: &str = "a new channel";
        let path = ["brands", brand, "leads", "channels"];
        let ask = Ask {
            method: Method::POST,
            body: Some(text(channel)),
            ..Ask::get(&path, WHAT)
        };
        self.ask(&ask, |body| {
            json::<Envelope<LeadChannel>>(body, WHAT).map(|envelope| envelope.data)
        })
        .await
    }

    pub async fn update_channel(
        &self,
        brand: &str,
        channel: &str,
        change: &ChannelChange<'_>,
        guard: Option<f64>,
    ) -> Result<LeadChannel> {
        const WHAT: &str = "a change of a channel";
        let path = ["brands", brand, "leads", "channels", channel];
        let ask = Ask {
            method: Method::PUT,
            body: Some(text(change)),
            guard,
            ..Ask::get(&path, WHAT)
        };
        self.ask(&ask, |body| {
            json::<Envelope<LeadChannel>>(body, WHAT).map(|envelope| envelope.data)
        })
        .await
    }

    /// For good: the id answers nobody from then on.
    pub async fn delete_channel(
        &self,
        brand: &str,
        channel: &str,
        guard: Option<f64>,
    ) -> Result<()> {
        const WHAT: &str = "the deletion of a channel";
        let path = ["brands", brand, "leads", "channels", channel];
        let ask = Ask {
            method: Method::DELETE,
            guard,
            ..Ask::get(&path, WHAT)
        };
        self.ask(&ask, |_| Ok(())).await
    }
}

fn text(change: &ChannelChange<'_>) -> String {
    // Text keys into memory: there is nothing here that serde_json could refuse.
    serde_json::to_string(change).unwrap_or_default()
}

/// The parts go as they came to the book's own reader, which is strict.
fn read_rules(body: &[u8], what: &'static str) -> Result<RuleList> {
    let answer: Rules = json(body, what)?;
    let info = answer.info.unwrap_or_default();
    let mut text = format!(
        r#"{{"id":"-","account":"-","name":null,"rules":{}"#,
        answer.data.get()
    );
    for (key, part) in [
        ("policies", info.policies),
        ("fallback", info.fallback),
        ("time_zone", info.time_zone),
        ("follow_up", info.follow_up),
    ] {
        if let Some(part) = part.filter(|part| part.get() != "null") {
            text.push_str(&format!(r#","{key}":{}"#, part.get()));
        }
    }
    text.push('}');
    let channel = read_channel(&text).map_err(|problems| RemoteError::Unreadable {
        what,
        // Of the problem only where and of what kind: its words quote the text.
        problem: problems.first().map_or_else(String::new, |problem| {
            format!("{} [{}]", problem.place, problem.code)
        }),
    })?;
    Ok(RuleList {
        channel,
        version: info.updated_at,
    })
}
