//! The window's edits as the mirror makes them, and what is worth saying about one afterwards.

use mirror::{Edit as Kept, Touched};
use routing::Problem;
use routing::book::Policies;
use uuid::Uuid;

use crate::session::Session;
use crate::wire::{AppError, Edit, EditNote, EditState, Holder, Place};
use crate::{parts, simulation, view};

impl Session {
    /// Makes one edit, whole or not at all.
    pub fn edit(&self, edit: Edit) -> Result<EditState, AppError> {
        let (edit, made) = kept(edit)?;
        let mut mirror = self.for_a_step();
        let applied = mirror.apply(&edit)?;
        let mut notes = Vec::new();
        let state = self.settled(&mirror, applied.clone())?;
        if let Some(applied) = applied {
            notes = self.notes(&applied.touched)?;
            if let Kept::ReplaceAgent { from: gone, .. } | Kept::Departure { agent: gone, .. } =
                &edit
            {
                for found in mirror.places_of(gone)? {
                    notes.extend(self.left_in_expression(gone, &found)?);
                }
            }
        }
        Ok(EditState {
            made,
            notes,
            ..state
        })
    }

    /// Of the rules and fallbacks that now choose from others: what they cannot do.
    fn notes(&self, touched: &Touched) -> Result<Vec<EditNote>, AppError> {
        let mut notes = Vec::new();
        for channel in &touched.channels {
            let Some(snapshot) = self.snapshots.channel(channel)? else {
                continue;
            };
            let moved = touched.moved_channels.contains(channel);
            for rule in &snapshot.route.channel.rules {
                if moved || touched.actions.contains(&rule.id) {
                    notes.extend(view::notes::of_rule(&snapshot, rule));
                }
            }
            if moved || touched.fallbacks.contains(channel) {
                notes.extend(view::notes::of_fallback(&snapshot));
            }
        }
        Ok(notes)
    }

    fn left_in_expression(
        &self,
        gone: &str,
        found: &mirror::PlaceOf,
    ) -> Result<Option<EditNote>, AppError> {
        let (mirror::Place::RuleAction(rule), mirror::Role::InExpression) =
            (&found.place, &found.role)
        else {
            return Ok(None);
        };
        let snapshot = self.snapshots.channel(&found.channel)?;
        Ok(snapshot.and_then(|snapshot| view::notes::in_expression(&snapshot, rule, gone)))
    }
}

/// The edit as the mirror makes it, and the ids of what it makes.
pub(crate) fn kept(edit: Edit) -> Result<(Kept, Vec<String>), AppError> {
    let fresh = |id: Option<String>| id.unwrap_or_else(|| Uuid::new_v4().to_string());
    let mut made = Vec::new();
    let mut making = |id: Option<String>| {
        let id = fresh(id);
        made.push(id.clone());
        id
    };
    let kept = match edit {
        Edit::MoveRule {
            rule,
            channel,
            before,
        } => Kept::MoveRule {
            rule,
            channel,
            before,
        },
        Edit::SetRuleEnabled { rule, enabled } => Kept::SetRuleEnabled { rule, enabled },
        Edit::DeleteRule { rule } => Kept::DeleteRule { rule },
        Edit::InsertRule {
            channel,
            before,
            id,
            source,
        } => Kept::InsertRule {
            channel,
            before,
            rule: parts::rule(making(id), &source)?,
        },
        Edit::ReplaceRule { rule, source } => Kept::ReplaceRule {
            rule: parts::rule(rule, &source)?,
        },
        Edit::DuplicateRule {
            rule,
            channel,
            before,
            id,
        } => Kept::DuplicateRule {
            rule,
            copy: making(id),
            channel,
            before,
        },

        Edit::SetRulesEnabled { rules, enabled } => Kept::SetRulesEnabled { rules, enabled },
        Edit::MoveRules {
            rules,
            channel,
            before,
        } => Kept::MoveRules {
            rules,
            channel,
            before,
        },
        Edit::CopyRules {
            rules,
            channel,
            before,
        } => Kept::CopyRules {
            rules: rules.into_iter().map(|rule| (rule, making(None))).collect(),
            channel,
            before,
        },
        Edit::DeleteRules { rules } => Kept::DeleteRules { rules },

        Edit::AddToPool {
            holder,
            accounts,
            at,
        } => Kept::AddToPool {
            holder: holder.into(),
            accounts,
            at: at.map(|at| at as usize),
        },

        Edit::CreateChannel { account, name, id } => Kept::CreateChannel {
            id: making(id),
            account,
            name,
        },
        Edit::RenameChannel { channel, name } => Kept::RenameChannel { channel, name },
        Edit::SetDefaultChannel { channel } => Kept::SetDefaultChannel { channel },
        Edit::MoveChannel { channel, account } => Kept::MoveChannel { channel, account },
        Edit::DuplicateChannel { channel, id } => Kept::DuplicateChannel {
            channel,
            copy: making(id),
        },
        Edit::DeleteChannel { channel } => Kept::DeleteChannel { channel },
        Edit::SetPolicies {
            channel,
            honor_assignees,
            returning_lead_days,
        } => Kept::SetPolicies {
            channel,
            policies: Policies {
                honor_assignees,
                returning_lead_days,
            },
        },
        Edit::SetTimeZone { channel, time_zone } => Kept::SetTimeZone {
            channel,
            time_zone: time_zone.parse().map_err(|_| {
                let message = format!("unknown time zone {time_zone:?}");
                parts::refused(&[Problem::new("bad_time_zone", "", message)])
            })?,
        },
        Edit::SetMls { channel, mls } => Kept::SetMls {
            channel,
            mls: (!mls.is_empty()).then_some(mls),
        },
        Edit::SetFallback { channel, fallback } => Kept::SetFallback {
            channel,
            fallback: parts::fallback(&fallback)?,
        },
        Edit::ReplaceFallback {
            channel,
            fallback,
            follow_up,
        } => {
            let (fallback, follow_up) = parts::fallback_card(&fallback, &follow_up)?;
            Kept::ReplaceFallback {
                channel,
                fallback,
                follow_up,
            }
        }

        Edit::ReplaceAgent { from, to } => Kept::ReplaceAgent { from, to },
        Edit::Departure {
            agent,
            replacements,
            set_inactive,
        } => Kept::Departure {
            agent,
            replacements: replacements
                .into_iter()
                .map(|replacement| (replacement.place.into(), replacement.to))
                .collect(),
            set_inactive,
        },
        Edit::SetAway { agent, away } => Kept::SetAway {
            agent,
            away: parts::away(&away)?,
        },
        Edit::SetDailyCap { agent, cap } => Kept::SetDailyCap { agent, cap },
        Edit::SetActive { agent, active } => Kept::SetActive { agent, active },

        Edit::SaveSample { sample, name, lead } => {
            simulation::read(&lead.channel, &lead.captured_at, &lead.payload)?;
            Kept::SaveSample {
                sample: mirror::Sample {
                    id: match sample {
                        Some(id) => id,
                        None => making(None),
                    },
                    name,
                    channel: lead.channel,
                    captured_at: lead.captured_at,
                    payload: lead.payload,
                },
            }
        }
        Edit::DeleteSample { sample } => Kept::DeleteSample { sample },
    };
    Ok((kept, made))
}

impl From<Holder> for mirror::Holder {
    fn from(holder: Holder) -> Self {
        match holder {
            Holder::Rule { rule } => mirror::Holder::Rule(rule),
            Holder::Fallback { channel } => mirror::Holder::Fallback(channel),
        }
    }
}

impl From<Place> for mirror::Place {
    fn from(place: Place) -> Self {
        match place {
            Place::RuleAction { rule } => mirror::Place::RuleAction(rule),
            Place::RuleFollowUp { rule } => mirror::Place::RuleFollowUp(rule),
            Place::Fallback { channel } => mirror::Place::Fallback(channel),
            Place::ChannelFollowUp { channel } => mirror::Place::ChannelFollowUp(channel),
        }
    }
}

impl From<mirror::Place> for Place {
    fn from(place: mirror::Place) -> Self {
        match place {
            mirror::Place::RuleAction(rule) => Place::RuleAction { rule },
            mirror::Place::RuleFollowUp(rule) => Place::RuleFollowUp { rule },
            mirror::Place::Fallback(channel) => Place::Fallback { channel },
            mirror::Place::ChannelFollowUp(channel) => Place::ChannelFollowUp { channel },
        }
    }
}
