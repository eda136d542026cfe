//! Agents: away, capped, inactive, replaced, gone.

use routing::Problem;
use routing::book::{Account, Away};
use routing::words::{counted, day};
use rusqlite::params;

use super::places::{Alone, replace_in_channel, replace_in_rule};
use super::{Draft, Place, Role};
use crate::accounts::away_json;
use crate::error::{At, MirrorError, Result, refused};

impl Draft<'_> {
    pub(super) fn replace_agent(&self, from: &str, to: Option<&str>) -> Result<String> {
        let places = super::places::places_of(self.conn, from).at(self.path)?;
        let all: Vec<(Place, Option<String>)> = places
            .into_iter()
            .filter(|found| found.role != Role::InExpression)
            .map(|found| (found.place, to.map(str::to_owned)))
            .collect();
        self.hand_over(from, &all)?;
        let gone = self.accounts_called(&[from])?;
        let places = counted(all.len(), "place");
        Ok(match to {
            Some(to) => format!(
                "Replaced {gone} by {} in {places}",
                self.accounts_called(&[to])?
            ),
            None => format!("Took {gone} out of {places}"),
        })
    }

    pub(super) fn departure(
        &self,
        agent: &str,
        replacements: &[(Place, Option<String>)],
        set_inactive: bool,
    ) -> Result<String> {
        let leaving = self.agent(agent)?;
        let named = super::places::places_of(self.conn, agent).at(self.path)?;
        if let Some((place, _)) = replacements
            .iter()
            .find(|(place, _)| named.iter().all(|known| known.place != *place))
        {
            return Err(refused(
                "unknown_place",
                format!(
                    "{} is not named in {}",
                    leaving.name,
                    self.place_called(place)?
                ),
            ));
        }
        self.hand_over(agent, replacements)?;
        if set_inactive {
            self.set_active(agent, false)?;
        }
        Ok(match replacements.len() {
            0 => format!("{} leaves", leaving.name),
            count => format!(
                "{} leaves: {} handed over",
                leaving.name,
                counted(count, "place")
            ),
        })
    }

    /// All or none; every place that would be left to nobody is named.
    fn hand_over(&self, from: &str, places: &[(Place, Option<String>)]) -> Result<()> {
        let mut problems = Vec::new();
        for (place, to) in places {
            if to.as_deref() == Some(from) {
                continue;
            }
            match self.hand_over_place(from, place, to.as_deref()) {
                Err(MirrorError::Refused { problems: found }) => problems.extend(found),
                handed_over => handed_over?,
            }
        }
        match problems.is_empty() {
            true => Ok(()),
            false => Err(MirrorError::Refused { problems }),
        }
    }

    fn hand_over_place(&self, from: &str, place: &Place, to: Option<&str>) -> Result<()> {
        match place {
            Place::RuleAction(id) | Place::RuleFollowUp(id) => {
                let mut changed = self.rule(id)?.1;
                if let Err(Alone) = replace_in_rule(&mut changed, place, from, to) {
                    let name = self.place_called(place)?;
                    let message = format!("{name} gives its leads to this agent alone");
                    return Err(MirrorError::Refused {
                        problems: vec![
                            Problem::new("left_to_nobody", id, message)
                                .help("choose who takes them, or delete the rule"),
                        ],
                    });
                }
                let part = match place {
                    Place::RuleAction(_) => "then",
                    _ => "follow_up",
                };
                self.change_rule(id, part, |rule| *rule = changed)?;
            }
            Place::Fallback(id) | Place::ChannelFollowUp(id) => {
                let part = match place {
                    Place::Fallback(_) => "fallback",
                    _ => "follow_up",
                };
                self.change_channel(id, part, |channel| {
                    replace_in_channel(channel, place, from, to);
                })?;
            }
        }
        Ok(())
    }

    fn place_called(&self, place: &Place) -> Result<String> {
        match place {
            Place::RuleAction(id) | Place::RuleFollowUp(id) => {
                let (home, rule) = self.rule(id)?;
                self.called(&home, &rule)
            }
            Place::Fallback(id) | Place::ChannelFollowUp(id) => {
                Ok(super::titled(&self.channel(id)?))
            }
        }
    }

    pub(super) fn set_away(&self, id: &str, away: &[Away]) -> Result<String> {
        let agent = self.agent(id)?;
        self.sound_account(&Account {
            away: away.to_vec(),
            ..agent.clone()
        })?;
        self.execute(
            "UPDATE accounts SET away = ?2 WHERE id = ?1 AND away IS NOT ?2",
            params![id, away_json(away)],
        )?;
        let days = away
            .iter()
            .map(|away| match away.from == away.through {
                true => day(away.from),
                false => format!("{} to {}", day(away.from), day(away.through)),
            })
            .collect::<Vec<_>>();
        Ok(match days.as_slice() {
            [] => format!("{} is no longer away", agent.name),
            days => format!("{} is away {}", agent.name, days.join(", ")),
        })
    }

    pub(super) fn set_daily_cap(&self, id: &str, cap: Option<u32>) -> Result<String> {
        let agent = self.agent(id)?;
        self.execute(
            "UPDATE accounts SET daily_cap = ?2 WHERE id = ?1 AND daily_cap IS NOT ?2",
            params![id, cap],
        )?;
        Ok(match cap {
            None => format!("{} has no daily cap", agent.name),
            Some(1) => format!("{} gets at most 1 lead a day", agent.name),
            Some(cap) => format!("{} gets at most {cap} leads a day", agent.name),
        })
    }

    pub(super) fn set_active(&self, id: &str, active: bool) -> Result<String> {
        let agent = self.agent(id)?;
        self.execute(
            "UPDATE accounts SET active = ?2 WHERE id = ?1 AND active <> ?2",
            params![id, active],
        )?;
        let state = if active { "active" } else { "inactive" };
        Ok(format!("{} is {state}", agent.name))
    }

    fn agent(&self, id: &str) -> Result<Account> {
        let agent = self.account(id)?;
        match agent.kind {
            routing::book::AccountKind::Agent => Ok(agent),
            kind => Err(refused(
                "agents_only",
                format!("{} is of kind {:?}, not an agent", agent.name, kind.name()),
            )),
        }
    }
}
