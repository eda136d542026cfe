//! A way to find something in the window, looked up afresh at each use, so that a page that
//! draws itself anew never leaves us with an element of the past.

use crate::session::Window;
use crate::{Error, PATIENCE, Result, error, poll};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fmt;

const LOCATE: &str = include_str!("locate.js");
/// The key under which WebDriver hands out element references.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

#[derive(Clone)]
pub struct Locator<'w> {
    pub(crate) window: &'w Window,
    steps: Vec<Value>,
}

/// What was found, at one moment.
pub(crate) struct Found {
    pub element: Value,
    pub text: String,
    pub name: String,
}

impl<'w> Locator<'w> {
    pub(crate) fn css(window: &'w Window, selector: &str) -> Self {
        let steps = vec![json!({ "css": selector })];
        Self { window, steps }
    }

    pub(crate) fn role(window: &'w Window, role: &str, name: &str) -> Self {
        let steps = vec![json!({ "role": role, "name": { "is": name } })];
        Self { window, steps }
    }

    pub fn window(&self) -> &'w Window {
        self.window
    }

    /// All of a role inside this, whatever their names.
    pub fn each(&self, role: &str) -> Self {
        self.then(json!({ "role": role, "name": null }))
    }

    /// Inside this.
    pub fn inner(&self, role: &str, name: &str) -> Self {
        self.then(json!({ "role": role, "name": { "is": name } }))
    }

    /// Inside this, by a part of its name.
    pub fn inner_with(&self, role: &str, part: &str) -> Self {
        self.then(json!({ "role": role, "name": { "has": part } }))
    }

    /// The one in this place among the matches, from 0.
    pub fn at(&self, place: usize) -> Self {
        self.then(json!({ "at": place }))
    }

    /// Only those that read so.
    pub fn with_text(&self, text: &str) -> Self {
        let mut steps = self.steps.clone();
        if let Some(last) = steps.last_mut().and_then(Value::as_object_mut) {
            last.insert("text".into(), json!(text));
        }
        Self { steps, ..*self }
    }

    pub fn inner_css(&self, selector: &str) -> Self {
        self.then(json!({ "css": selector }))
    }

    fn then(&self, step: Value) -> Self {
        let mut steps = self.steps.clone();
        steps.push(step);
        Self { steps, ..*self }
    }

    /// Gives it the focus without touching it, as Tab would, as soon as it takes it.
    pub fn focus(&self) -> Result<()> {
        poll(&format!("{self} to take the focus"), PATIENCE, || {
            let found = self.wait()?;
            let body = "arguments[0].focus(); return document.activeElement === arguments[0]";
            let taken = self.window.script(body, &[found.element])?;
            Ok((taken == Value::Bool(true)).then_some(()))
        })
    }

    /// Waits until the page itself has put the focus there.
    pub fn gets_focus(&self) -> Result<()> {
        poll(&format!("the focus to be on {self}"), PATIENCE, || {
            Ok(self.has_focus()?.then_some(()))
        })
    }

    pub fn has_focus(&self) -> Result<bool> {
        let found = self.wait()?;
        let body = "return document.activeElement === arguments[0]";
        Ok(self.window.script(body, &[found.element])? == Value::Bool(true))
    }

    /// Replaces what a field holds.
    pub fn fill(&self, text: &str) -> Result<()> {
        self.focus()?;
        self.window.press(&["Control+a", "Delete"])?;
        if text.is_empty() {
            return Ok(());
        }
        self.act("type", |id| {
            self.window
                .post(&format!("/element/{id}/value"), &json!({ "text": text }))
        })
        .map(drop)
    }

    /// What a person reads there, once it is there.
    pub fn text(&self) -> Result<String> {
        Ok(self.wait()?.text)
    }

    /// Of each match now, in the order of the page.
    pub fn texts(&self) -> Result<Vec<String>> {
        Ok(self.now()?.into_iter().map(|f| f.text).collect())
    }

    /// Of each match now, as a screen reader has it.
    pub fn names(&self) -> Result<Vec<String>> {
        Ok(self.now()?.into_iter().map(|f| f.name).collect())
    }

    pub fn count(&self) -> Result<usize> {
        Ok(self.now()?.len())
    }

    /// Runs the body of a function in the page; this is the first of its `arguments`.
    pub fn script(&self, body: &str, more: &[Value]) -> Result<Value> {
        let found = self.wait()?;
        let arguments = [&[found.element], more].concat();
        self.window.script(body, &arguments)
    }

    pub fn attribute(&self, name: &str) -> Result<Option<String>> {
        let found = self.wait()?;
        let body = "return arguments[0].getAttribute(arguments[1])";
        let value = self.window.script(body, &[found.element, json!(name)])?;
        Ok(value.as_str().map(str::to_owned))
    }

    /// What a field holds.
    pub fn value(&self) -> Result<String> {
        let found = self.wait()?;
        let value = self
            .window
            .script("return String(arguments[0].value)", &[found.element])?;
        Ok(value.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until a field holds exactly this.
    pub fn holds(&self, expected: &str) -> Result<()> {
        self.become_equal(&[expected], |field| Ok(vec![field.value()?]))
    }

    /// Waits until an attribute is exactly this.
    pub fn has(&self, attribute: &str, expected: &str) -> Result<()> {
        self.become_equal(&[expected], |one| {
            Ok(vec![one.attribute(attribute)?.unwrap_or_default()])
        })
    }

    /// Waits until it reads exactly so, and tells what it read instead.
    pub fn reads(&self, expected: &str) -> Result<()> {
        let last = RefCell::new(None);
        let outcome = poll(&format!("{self}"), PATIENCE, || {
            let found = self.now()?;
            *last.borrow_mut() = found.first().map(|f| f.text.clone());
            Ok((last.borrow().as_deref() == Some(expected)).then_some(()))
        });
        outcome.map_err(|Error(e)| match last.borrow().as_deref() {
            Some(text) => Error(format!("{self} reads\n  {text}\nand not\n  {expected}")),
            None => Error(e),
        })
    }

    /// Waits until these are the matches, by text and in order.
    pub fn read(&self, expected: &[&str]) -> Result<()> {
        self.become_equal(expected, Self::texts)
    }

    /// Waits until these are the matches, by name and in order.
    pub fn are_called(&self, expected: &[&str]) -> Result<()> {
        self.become_equal(expected, Self::names)
    }

    /// Waits until `look` sees exactly these.
    pub fn become_equal(
        &self,
        expected: &[&str],
        look: impl Fn(&Self) -> Result<Vec<String>>,
    ) -> Result<()> {
        let last = RefCell::new(Vec::new());
        let outcome = poll(&format!("{self}"), PATIENCE, || {
            *last.borrow_mut() = look(self)?;
            Ok((*last.borrow() == expected).then_some(()))
        });
        let lines = |all: &[String]| all.join("\n  ");
        outcome.map_err(|_| {
            let found = lines(&last.borrow());
            let expected = expected.join("\n  ");
            Error(format!("{self}: found\n  {found}\nand not\n  {expected}"))
        })
    }

    /// Waits until it is there.
    pub fn appears(&self) -> Result<()> {
        self.wait().map(drop)
    }

    /// Waits until there is one or more.
    pub fn appears_any(&self) -> Result<()> {
        let some = || Ok((!self.now()?.is_empty()).then_some(()));
        poll(&format!("{self}"), PATIENCE, some)
    }

    /// Waits until there is none.
    pub fn vanishes(&self) -> Result<()> {
        let gone = || Ok(self.now()?.is_empty().then_some(()));
        poll(&format!("{self} to vanish"), PATIENCE, gone)
    }

    /// Waits for exactly one match: two would make a test that passes on the wrong one.
    pub(crate) fn wait(&self) -> Result<Found> {
        poll(&format!("{self}"), PATIENCE, || {
            let mut found = self.now()?;
            match found.len() {
                0 => Ok(None),
                1 => Ok(found.pop()),
                n => error(format!("{n} match")),
            }
        })
    }

    pub(crate) fn now(&self) -> Result<Vec<Found>> {
        let answer = self.window.script(LOCATE, &[json!(self.steps)])?;
        let rows = answer.as_array().map(Vec::as_slice).unwrap_or_default();
        let text = |row: &Value, key| row.get(key).and_then(Value::as_str).unwrap_or("").into();
        Ok(rows
            .iter()
            .map(|row| Found {
                element: row.get("element").cloned().unwrap_or(Value::Null),
                text: text(row, "text"),
                name: text(row, "name"),
            })
            .collect())
    }

    /// Tries again when the page moved on between finding and doing.
    fn act(&self, what: &str, doing: impl Fn(&str) -> Result<Value>) -> Result<Value> {
        poll(&format!("{self} to {what}"), PATIENCE, || {
            let found = self.wait()?;
            doing(id(&found.element)?).map(Some)
        })
    }
}

pub(crate) fn id(element: &Value) -> Result<&str> {
    element
        .get(ELEMENT)
        .and_then(Value::as_str)
        .ok_or_else(|| Error("the driver sent no element".into()))
}

impl fmt::Display for Locator<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.steps.iter().enumerate() {
            if i > 0 {
                f.write_str(" > ")?;
            }
            let text = |key| step.get(key).and_then(Value::as_str);
            match (text("css"), text("role")) {
                (Some(css), _) => f.write_str(css)?,
                (None, None) => write!(f, "number {}", step.get("at").unwrap_or(&Value::Null))?,
                (_, role) => {
                    f.write_str(role.unwrap_or_default())?;
                    let name = step.get("name").and_then(Value::as_object);
                    if let Some(part) = name.and_then(|n| n.values().next()) {
                        write!(f, " {part}")?;
                    }
                }
            }
        }
        Ok(())
    }
}
