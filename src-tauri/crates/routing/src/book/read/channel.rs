//! Channels: their rules, what a rule does, and what happens when none takes a lead.

use chrono_tz::{TZ_VARIANTS, Tz};

use super::condition::condition;
use super::reader::{Keys, Object, Reader, Variant, found, quoted};
use super::{id_field, text_field, texts};
use crate::book::{Action, Channel, Fallback, FollowUp, Member, OnTimeout, Policies, Pool, Rule};
use crate::custom::check_expression;
use crate::json::Node;
use crate::problem::{Problem, did_you_mean};

const CHANNEL: Keys = Keys {
    required: &["id", "account", "name", "rules"],
    optional: &[
        "is_default",
        "mls",
        "time_zone",
        "policies",
        "fallback",
        "follow_up",
    ],
};
const POLICIES: Keys = Keys {
    required: &[],
    optional: &["honor_assignees", "returning_lead_days"],
};
const RULE: Keys = Keys {
    required: &["id", "then"],
    optional: &["name", "enabled", "when", "follow_up"],
};
const MEMBER: Keys = Keys {
    required: &["account"],
    optional: &["weight"],
};

pub(super) fn channel(reader: &mut Reader, node: &Node<'_>) -> Channel {
    let mut channel = Channel::new("", "");
    let Some(object) = reader.object(node, &CHANNEL) else {
        return channel;
    };
    channel.id = id_field(reader, &object, "id");
    channel.account = id_field(reader, &object, "account");
    channel.name = reader.nullable(&object, "name", Reader::text);
    channel.is_default = reader
        .field(&object, "is_default", Reader::flag)
        .unwrap_or(false);
    channel.mls = reader.nullable(&object, "mls", |reader, node| texts(reader, node));
    channel.time_zone = reader
        .field(&object, "time_zone", time_zone)
        .unwrap_or(Tz::UTC);
    channel.policies = reader
        .field(&object, "policies", policies)
        .unwrap_or_default();
    channel.rules = reader
        .field(&object, "rules", |reader, node| reader.list(node, rule))
        .unwrap_or_default();
    channel.fallback = reader
        .field(&object, "fallback", |reader, node| {
            reader.variant(node, FALLBACKS)
        })
        .unwrap_or_default();
    channel.follow_up = follow_ups_field(reader, &object);
    channel
}

fn time_zone(reader: &mut Reader, node: &Node<'_>) -> Option<Tz> {
    let name = reader.str(node)?;
    let zone = name.parse().ok();
    if zone.is_none() {
        reader.report(|path| {
            let message = format!("unknown time zone {}", quoted(name));
            let help = match nearest_zone(name) {
                Some(zone) => format!("did you mean {}?", quoted(zone)),
                None => {
                    "a name of the IANA time zone database, such as \"America/Chicago\"".to_owned()
                }
            };
            Problem::new("bad_time_zone", path.place(), message).help(help)
        });
    }
    zone
}

/// The zone a person most likely meant, who may have left the continent out.
fn nearest_zone(name: &str) -> Option<&'static str> {
    let word = name.replace(' ', "_");
    let zones = || TZ_VARIANTS.iter().map(|zone| zone.name());
    let city = |zone: &'static str| zone.rsplit_once('/').map_or(zone, |(_, city)| city);
    zones()
        .find(|zone| zone.eq_ignore_ascii_case(&word))
        .or_else(|| zones().find(|zone| city(zone).eq_ignore_ascii_case(&word)))
        .or_else(|| did_you_mean(&word, zones()))
        .or_else(|| {
            let near = did_you_mean(&word, zones().map(city))?;
            zones().find(|zone| city(zone) == near)
        })
}

fn policies(reader: &mut Reader, node: &Node<'_>) -> Option<Policies> {
    let object = reader.object(node, &POLICIES)?;
    let usual = Policies::default();
    Some(Policies {
        honor_assignees: reader
            .field(&object, "honor_assignees", Reader::flag)
            .unwrap_or(usual.honor_assignees),
        returning_lead_days: reader
            .field(&object, "returning_lead_days", |reader, node| {
                reader.whole(node, 0, 3_650)
            })
            .unwrap_or(usual.returning_lead_days),
    })
}

pub(super) fn rule(reader: &mut Reader, node: &Node<'_>) -> Rule {
    let mut rule = Rule {
        id: String::new(),
        name: None,
        enabled: true,
        when: None,
        then: Action::RoundRobin { pool: Pool::All },
        follow_up: Vec::new(),
    };
    let Some(object) = reader.object(node, &RULE) else {
        return rule;
    };
    rule.id = id_field(reader, &object, "id");
    rule.name = reader.nullable(&object, "name", Reader::text);
    rule.enabled = reader
        .field(&object, "enabled", Reader::flag)
        .unwrap_or(true);
    rule.when = reader.nullable(&object, "when", condition);
    if let Some(then) = reader.field(&object, "then", |reader, node| {
        reader.variant(node, ACTIONS)
    }) {
        rule.then = then;
    }
    rule.follow_up = follow_ups_field(reader, &object);
    rule
}

const AGENT: Keys = Keys {
    required: &["type", "agent"],
    optional: &[],
};
const POOL: Keys = Keys {
    required: &["type", "pool"],
    optional: &[],
};

pub(super) const ACTIONS: &[Variant<Action>] = &[
    Variant {
        name: "specific_agent",
        keys: AGENT,
        read: |reader, object| Action::SpecificAgent {
            agent: id_field(reader, object, "agent"),
        },
    },
    Variant {
        name: "round_robin",
        keys: POOL,
        read: |reader, object| Action::RoundRobin {
            pool: pool_field(reader, object),
        },
    },
    Variant {
        name: "first_to_claim",
        keys: Keys {
            required: &["type", "pool", "window_minutes"],
            optional: &["on_timeout"],
        },
        read: |reader, object| Action::FirstToClaim {
            pool: pool_field(reader, object),
            window_minutes: reader
                .field(object, "window_minutes", |reader, node| {
                    reader.whole(node, 1, 43_200)
                })
                .unwrap_or(1),
            on_timeout: reader
                .field(object, "on_timeout", |reader, node| {
                    reader.word(node, &TIMEOUTS, |(name, _)| name)
                })
                .map_or(OnTimeout::NextRule, |(_, timeout)| *timeout),
        },
    },
    Variant {
        name: "custom",
        keys: Keys {
            required: &["type", "expression"],
            optional: &[],
        },
        read: |reader, object| Action::Custom {
            expression: reader
                .field(object, "expression", expression)
                .unwrap_or_default(),
        },
    },
];

const TIMEOUTS: [(&str, OnTimeout); 2] = [
    ("next_rule", OnTimeout::NextRule),
    ("fallback", OnTimeout::Fallback),
];

pub(super) const FALLBACKS: &[Variant<Fallback>] = &[
    Variant {
        name: "inbox",
        keys: Keys {
            required: &["type"],
            optional: &[],
        },
        read: |_, _| Fallback::Inbox,
    },
    Variant {
        name: "specific_agent",
        keys: AGENT,
        read: |reader, object| Fallback::SpecificAgent {
            agent: id_field(reader, object, "agent"),
        },
    },
    Variant {
        name: "round_robin",
        keys: POOL,
        read: |reader, object| Fallback::RoundRobin {
            pool: pool_field(reader, object),
        },
    },
];

const FOLLOW_UPS: &[Variant<FollowUp>] = &[
    Variant {
        name: "notify",
        keys: Keys {
            required: &["type", "account"],
            optional: &[],
        },
        read: |reader, object| FollowUp::Notify {
            account: id_field(reader, object, "account"),
        },
    },
    Variant {
        name: "tag",
        keys: Keys {
            required: &["type", "tag"],
            optional: &[],
        },
        read: |reader, object| FollowUp::Tag {
            tag: text_field(reader, object, "tag"),
        },
    },
    Variant {
        name: "task",
        keys: Keys {
            required: &["type", "title", "due_minutes"],
            optional: &[],
        },
        read: |reader, object| FollowUp::Task {
            title: text_field(reader, object, "title"),
            due_minutes: reader
                .field(object, "due_minutes", |reader, node| {
                    reader.whole(node, 0, u32::MAX)
                })
                .unwrap_or_default(),
        },
    },
    Variant {
        name: "flow",
        keys: Keys {
            required: &["type", "name"],
            optional: &[],
        },
        read: |reader, object| FollowUp::Flow {
            name: text_field(reader, object, "name"),
        },
    },
];

pub(super) fn follow_ups(reader: &mut Reader, node: &Node<'_>) -> Vec<FollowUp> {
    // The stand-in keeps the places of the others.
    let read = |reader: &mut Reader, node: &_| {
        reader
            .variant(node, FOLLOW_UPS)
            .unwrap_or(FollowUp::Tag { tag: String::new() })
    };
    reader.list(node, read).unwrap_or_default()
}

fn follow_ups_field(reader: &mut Reader, object: &Object<'_>) -> Vec<FollowUp> {
    reader
        .field(object, "follow_up", |reader, node| {
            Some(follow_ups(reader, node))
        })
        .unwrap_or_default()
}

/// `"all"` or a list of members.
fn pool_field(reader: &mut Reader, object: &Object<'_>) -> Pool {
    reader.field(object, "pool", pool).unwrap_or(Pool::All)
}

fn pool(reader: &mut Reader, node: &Node<'_>) -> Option<Pool> {
    match node {
        Node::Text(text) if text == "all" => Some(Pool::All),
        Node::List(_) => reader.list(node, member).map(Pool::Members),
        other => {
            reader.wrong("bad_pool", || {
                format!(
                    "a pool is \"all\" or a list of members, found {}",
                    found(other)
                )
            });
            None
        }
    }
}

fn member(reader: &mut Reader, node: &Node<'_>) -> Member {
    let Some(object) = reader.object(node, &MEMBER) else {
        return Member {
            account: String::new(),
            weight: 1,
        };
    };
    Member {
        account: id_field(reader, &object, "account"),
        weight: reader
            .field(&object, "weight", |reader, node| reader.whole(node, 1, 100))
            .unwrap_or(1),
    }
}

fn expression(reader: &mut Reader, node: &Node<'_>) -> Option<String> {
    let text = reader.words(node)?;
    if let Err(why) = check_expression(&text) {
        reader.wrong("bad_expression", || {
            format!("{} cannot be run: {why}", quoted(&text))
        });
        return None;
    }
    Some(text)
}
