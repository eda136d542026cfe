//! The rules of every channel, if the server lets them be read.

use remote::{Client, RemoteError, RuleList};

use super::each::each;
use super::read::Answer;
use super::{Progress, Pull};
use crate::error::Result;

impl Pull {
    /// Finds out with the first existing channel whether rules can be read at all.
    pub(super) async fn read_rules(
        &mut self,
        progress: &mut (dyn FnMut(Progress) + Send),
    ) -> Result<()> {
        let mut channels: Vec<(String, String)> = self
            .read
            .channels
            .iter()
            .flat_map(|(account, list)| list.iter().map(|c| (account.clone(), c.id.clone())))
            .collect();
        channels.sort();
        let total = channels.len() as u64;
        channels.retain(|(_, id)| !self.read.rules.contains_key(id));
        while self.read.has_rules.is_none() {
            let Some((account, id)) = channels.pop() else {
                self.read.take(Answer::HasRules(self.known.has_rules));
                return Ok(());
            };
            let list = rules_of(&self.client, &account, &id).await?;
            match list {
                Rules::Are(list) => {
                    self.read.take(Answer::HasRules(true));
                    self.read.take(Answer::Rules(id, Some(list)));
                }
                Rules::NoCall => self.read.take(Answer::HasRules(false)),
                Rules::ChannelGone => self.read.take(Answer::Rules(id, None)),
            }
        }
        if self.read.has_rules == Some(false) {
            return Ok(());
        }
        let client = self.client.clone();
        each(
            channels,
            move |(account, id)| {
                let client = client.clone();
                async move {
                    match rules_of(&client, &account, &id).await? {
                        Rules::Are(list) => Ok(Answer::Rules(id, Some(list))),
                        Rules::ChannelGone => Ok(Answer::Rules(id, None)),
                        Rules::NoCall => Err(RemoteError::NotFound {
                            what: "the rules of a channel",
                        }),
                    }
                }
            },
            |answer| {
                self.read.take(answer);
                progress(Progress {
                    what: "rules",
                    done: self.read.rules.len() as u64,
                    total,
                });
            },
        )
        .await
    }
}

enum Rules {
    Are(Box<RuleList>),
    /// The server has no such call.
    NoCall,
    ChannelGone,
}

/// A 404 has two meanings; whether the channel is still listed tells them apart.
async fn rules_of(
    client: &Client,
    account: &str,
    channel: &str,
) -> std::result::Result<Rules, RemoteError> {
    match client.rules(account, channel).await {
        Ok(list) => Ok(Rules::Are(Box::new(list))),
        Err(RemoteError::NotFound { .. }) => {
            let listed = match client.channels(account).await {
                Err(RemoteError::NotFound { .. }) => Vec::new(),
                other => other?,
            };
            Ok(match listed.iter().any(|known| known.id == channel) {
                true => Rules::NoCall,
                false => Rules::ChannelGone,
            })
        }
        Err(error) => Err(error),
    }
}
