//! Conditions as chips, plain on a card and with their verdicts in a trace.

use routing::book::{Condition, Test};
use routing::condition::{Group, Seen};
use routing::words;

use crate::wire::{ConditionView, TestView};

pub fn plain(condition: &Condition) -> ConditionView {
    match condition {
        Condition::All(parts) => ConditionView::All {
            passed: None,
            parts: parts.iter().map(plain).collect(),
        },
        Condition::Any(parts) => ConditionView::Any {
            passed: None,
            parts: parts.iter().map(plain).collect(),
        },
        Condition::Not(part) => ConditionView::Not {
            passed: None,
            part: Box::new(plain(part)),
        },
        Condition::Test(test) => ConditionView::Test(chip(test)),
    }
}

pub fn seen(node: &Seen) -> ConditionView {
    let passed = Some(node.passed());
    match node {
        Seen::Test { test, .. } => {
            let actual = Some(words::plain(&words::clause(node)));
            ConditionView::Test(TestView {
                passed,
                actual,
                ..chip(test)
            })
        }
        Seen::Group { group, parts, .. } => {
            let mut parts: Vec<ConditionView> = parts.iter().map(seen).collect();
            match (group, parts.pop()) {
                (Group::Not, Some(part)) => ConditionView::Not {
                    passed,
                    part: Box::new(part),
                },
                (Group::Any, last) => {
                    parts.extend(last);
                    ConditionView::Any { passed, parts }
                }
                (_, last) => {
                    parts.extend(last);
                    ConditionView::All { passed, parts }
                }
            }
        }
    }
}

fn chip(test: &Test) -> TestView {
    TestView {
        passed: None,
        field: test.field.name().to_owned(),
        op: test.op.name().to_owned(),
        words: words::chip(test),
        full: words::chip_in_full(test),
        actual: None,
    }
}
