//! Finding what mentions something, over every channel of the book.

use routing::find::{Index, Part as Said, Query, Subject};
use routing::words;

use crate::session::Session;
use crate::snapshot::locked;
use crate::view::notes::reference;
use crate::wire::{AppError, Found, Hit, Mention, Part};

/// Most hits listed; the rest are counted.
const LISTED: usize = 500;
/// Most mentions listed of one hit.
const MENTIONS: usize = 20;

impl Session {
    pub fn find(&self, text: &str) -> Result<Found, AppError> {
        let tree = self.snapshots.tree()?;
        let rows = self.snapshots.finder()?.find(text);
        let accounts = rows
            .iter()
            .filter_map(|row| tree.ids.get(*row as usize).map(str::to_owned));
        let Some(query) = Query::new(text, accounts.chain([text.trim().to_owned()])) else {
            return Ok(Found {
                hits: Vec::new(),
                more: 0,
            });
        };
        let channels = locked(&self.mirror).all_channels()?;
        let mut hits = Vec::new();
        let mut more = 0;
        let roster = self.snapshots.people()?;
        for channel in channels {
            let Some(index) = self.snapshots.index(&channel.id)? else {
                continue;
            };
            for found in index.find(&query) {
                if hits.len() == LISTED {
                    more += 1;
                } else {
                    hits.push(hit(&roster, &index, found));
                }
            }
        }
        Ok(Found { hits, more })
    }
}

fn hit(roster: &routing::roster::Roster, index: &Index, found: routing::find::Hit) -> Hit {
    let (rule, number) = match found.subject {
        Subject::Rule(id, number) => (Some(id.clone()), u32::try_from(*number).ok()),
        Subject::Channel | Subject::Fallback => (None, None),
    };
    Hit {
        channel: index.channel.clone(),
        channel_name: index.name.clone(),
        account: reference(roster, &index.account),
        rule,
        number,
        title: match found.title {
            "" => words::account_name(roster, &index.account),
            title => title.to_owned(),
        },
        mentions: found
            .mentions
            .into_iter()
            .take(MENTIONS)
            .map(|mention| Mention {
                part: match mention.part {
                    Said::Name => Part::Name,
                    Said::Condition => Part::Condition,
                    Said::Agents => Part::Agents,
                    Said::Expression => Part::Expression,
                    Said::FollowUp => Part::FollowUp,
                    Said::Settings => Part::Settings,
                },
                words: mention.words,
            })
            .collect(),
    }
}
