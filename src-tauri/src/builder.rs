//! Parts of the draft as their editors open them, and what names an account.

use mirror::Role;
use routing::book::{Action, Fallback, Member, Pool};
use routing::landing::{Candidate, Reason};
use routing::roster::Roster;
use routing::words;

use crate::session::Session;
use crate::snapshot::{Snapshot, locked};
use crate::view::{notes, people};
use crate::wire::{
    AppError, ChannelSettings, Code, FollowUpSource, Holder, PlaceOf, PoolDetail, PoolMember,
    RuleDetail,
};

impl Session {
    pub fn rule(&self, rule: &str) -> Result<RuleDetail, AppError> {
        let (channel, found) = self.rule_of(rule)?;
        Ok(RuleDetail {
            source: (&found).into(),
            id: found.id,
            channel,
        })
    }

    pub fn channel_settings(&self, channel: &str) -> Result<ChannelSettings, AppError> {
        let snapshot = self.snapshot(channel)?;
        let channel = &snapshot.route.channel;
        Ok(ChannelSettings {
            id: channel.id.clone(),
            account: channel.account.clone(),
            name: channel.name.clone(),
            is_default: channel.is_default,
            time_zone: channel.time_zone.name().to_owned(),
            honor_assignees: channel.policies.honor_assignees,
            returning_lead_days: channel.policies.returning_lead_days,
            mls: channel.mls.clone().unwrap_or_default(),
            fallback: (&channel.fallback).into(),
            follow_up: channel.follow_up.iter().map(FollowUpSource::from).collect(),
        })
    }

    /// The members of a pool; a specific agent is a pool of one, an inbox and an expression are
    /// pools of nobody.
    pub fn pool(&self, holder: Holder) -> Result<PoolDetail, AppError> {
        let (channel, pool) = match &holder {
            Holder::Rule { rule } => {
                let (channel, rule) = self.rule_of(rule)?;
                let pool = match rule.then {
                    Action::SpecificAgent { agent } => alone(agent),
                    Action::RoundRobin { pool } | Action::FirstToClaim { pool, .. } => pool,
                    Action::Custom { .. } => Pool::Members(Vec::new()),
                };
                (channel, pool)
            }
            Holder::Fallback { channel } => {
                let snapshot = self.snapshot(channel)?;
                let pool = match snapshot.route.channel.fallback.clone() {
                    Fallback::Inbox => Pool::Members(Vec::new()),
                    Fallback::SpecificAgent { agent } => alone(agent),
                    Fallback::RoundRobin { pool } => pool,
                };
                (channel.clone(), pool)
            }
        };
        let snapshot = self.snapshot(&channel)?;
        Ok(PoolDetail {
            holder,
            all: pool == Pool::All,
            members: match &pool {
                Pool::All => Vec::new(),
                Pool::Members(members) => members
                    .iter()
                    .map(|member| self.member(&snapshot, member))
                    .collect(),
            },
        })
    }

    fn member(&self, snapshot: &Snapshot, member: &Member) -> PoolMember {
        let Snapshot { roster, route } = snapshot;
        let face = people::face(roster, &member.account, member.weight);
        let below = roster
            .find(&member.account)
            .map_or(0..0, |ix| roster.scope(ix));
        let agents = roster
            .agents(below)
            .filter(|agent| Roster::is_in(&route.scope, *agent));
        PoolMember {
            agents: u32::try_from(agents.count()).unwrap_or(u32::MAX),
            reason: self.reason(snapshot, &member.account),
            account: face.account,
            name: face.name,
            initials: face.initials,
            kind: face.kind,
            weight: face.weight,
        }
    }

    fn reason(&self, snapshot: &Snapshot, account: &str) -> Option<String> {
        let Snapshot { roster, route } = snapshot;
        if notes::is_outside(snapshot, account) {
            let here = words::account_name(roster, &route.channel.account);
            return Some(format!("outside {here}"));
        }
        let entry = roster.get(roster.find(account)?)?;
        let away = entry.away_on(self.today());
        let reason = match (entry.is_active(), away) {
            (false, _) => Reason::Inactive,
            (true, Some(_)) => Reason::Away,
            (true, None) => return None,
        };
        words::pool_reason(&Candidate {
            agent: account,
            eligible: false,
            reason: Some(reason),
            away_until: away.map(|away| away.through),
        })
    }

    /// Every place that names an account, in the book's order.
    pub fn places_of(&self, account: &str) -> Result<Vec<PlaceOf>, AppError> {
        let found = locked(&self.mirror).places_of(account)?;
        let mut places = Vec::new();
        for mirror::PlaceOf {
            place,
            channel,
            role,
        } in found
        {
            let Some(snapshot) = self.snapshots.channel(&channel)? else {
                continue;
            };
            let Snapshot { roster, route } = &snapshot;
            let rule = match &place {
                mirror::Place::RuleAction(rule) | mirror::Place::RuleFollowUp(rule) => {
                    let mut rules = route.channel.rules.iter();
                    rules.find(|known| known.id == *rule)
                }
                mirror::Place::Fallback(_) | mirror::Place::ChannelFollowUp(_) => None,
            };
            places.push(PlaceOf {
                title: match (rule, &place) {
                    (Some(rule), _) => words::rule_title(roster, &route.channel, rule),
                    (None, mirror::Place::ChannelFollowUp(_)) => "Every lead".to_owned(),
                    (None, _) => "Fallback".to_owned(),
                },
                removable: match role {
                    Role::Alone => rule.is_none(),
                    Role::Member { .. } | Role::Notified => true,
                    Role::InExpression => false,
                },
                replaceable: role != Role::InExpression,
                words: role_words(&role),
                channel_name: route.channel.name.clone(),
                place: place.into(),
                channel,
            });
        }
        Ok(places)
    }

    fn rule_of(&self, rule: &str) -> Result<(String, routing::book::Rule), AppError> {
        let found = locked(&self.mirror).rule(rule)?;
        found.ok_or_else(|| AppError::new(Code::NotFound, format!("there is no rule {rule:?}")))
    }
}

fn alone(agent: String) -> Pool {
    Pool::Members(vec![Member {
        account: agent,
        weight: 1,
    }])
}

fn role_words(role: &Role) -> String {
    match role {
        Role::Alone => "gets every lead".to_owned(),
        Role::Member { of: 1, .. } => "alone in the pool".to_owned(),
        Role::Member { of, weight: 1 } => format!("one of {of} in the pool"),
        Role::Member { of, weight } => format!("one of {of} in the pool, ×{weight}"),
        Role::Notified => "is notified".to_owned(),
        Role::InExpression => "named in the expression, which stays as it is".to_owned(),
    }
}
