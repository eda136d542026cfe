//! Brands made and changed by the documented calls. Nothing of the product does this; a test plays
//! an administrator with it.

use routing::Book;
use routing::book::{Account, AccountKind};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::brands::{brand_type, shown};
use crate::desk::{Call, Desk};
use crate::reply::{Answer, Refusal};
use crate::rules::refused;

/// `POST /brands`: a brand below `parent`; the users in its `roles` belong to it.
pub fn create(desk: &Desk, call: &Call) -> Answer {
    let body: Map<String, Value> = call.json()?;
    let parent = parent_of(&body)?
        .ok_or_else(|| Refusal::validation("parent is missing: there is one root"))?;
    call.caller_for(desk, &parent)?;
    let account = Account {
        id: Uuid::new_v4().to_string(),
        kind: kind_of(&body)?.unwrap_or(AccountKind::Other),
        name: name_of(&body)?.ok_or_else(|| Refusal::validation("name is missing"))?,
        parent: Some(parent),
        active: true,
        away: Vec::new(),
        daily_cap: None,
    };
    let id = account.id.clone();
    change(desk, |book| {
        for user in members(&body) {
            let known = book.users.iter_mut().find(|known| known.id == user);
            let known =
                known.ok_or_else(|| Refusal::validation(format!("there is no user {user:?}")))?;
            known.accounts.push(account.id.clone());
        }
        book.accounts.push(account);
        Ok(())
    })?;
    shown(desk, call, &id)
}

/// `PUT /brands/:brand`: mostly the whole brand comes back; `name`, `brand_type` and `parent` are
/// taken from it.
pub fn update(desk: &Desk, call: &Call) -> Answer {
    let id = call.path("brand");
    call.caller_for(desk, id)?;
    let body: Map<String, Value> = call.json()?;
    let (name, kind, parent) = (name_of(&body)?, kind_of(&body)?, parent_of(&body)?);
    if let Some(parent) = &parent {
        call.caller_for(desk, parent)?;
    }
    change(desk, |book| {
        let account = book.accounts.iter_mut().find(|account| account.id == id);
        let account = account.ok_or_else(|| Refusal::not_found("the brand is gone"))?;
        account.name = name.unwrap_or_else(|| account.name.clone());
        account.kind = kind.unwrap_or(account.kind);
        account.parent = parent.or_else(|| account.parent.clone());
        Ok(())
    })?;
    shown(desk, call, id)
}

/// Changes the state as a book, if what comes out is one.
fn change(desk: &Desk, edit: impl FnOnce(&mut Book) -> Answer<()>) -> Answer<()> {
    let mut store = desk.store();
    let mut book = store.book()?;
    edit(&mut book)?;
    match book.check() {
        problems if problems.is_empty() => store.put_book(&book),
        problems => Err(refused(&problems)),
    }
}

fn name_of(body: &Map<String, Value>) -> Answer<Option<String>> {
    match body.get("name") {
        None => Ok(None),
        Some(Value::String(name)) => Ok(Some(name.clone())),
        Some(_) => Err(Refusal::validation("name is not a text")),
    }
}

fn kind_of(body: &Map<String, Value>) -> Answer<Option<AccountKind>> {
    let Some(said) = body.get("brand_type") else {
        return Ok(None);
    };
    let known = |kind: &AccountKind| said == brand_type(*kind);
    let kind = AccountKind::ALL.into_iter().find(known);
    kind.map(Some)
        .ok_or_else(|| Refusal::validation(format!("brand_type cannot be {said}")))
}

/// An id, or a whole brand as replies embed it.
fn parent_of(body: &Map<String, Value>) -> Answer<Option<String>> {
    match body.get("parent") {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(id)) => Ok(Some(id.clone())),
        Some(brand) => match brand.get("id").and_then(Value::as_str) {
            Some(id) => Ok(Some(id.to_owned())),
            None => Err(Refusal::validation("parent is no brand")),
        },
    }
}

/// `roles[].members[].user`
fn members(body: &Map<String, Value>) -> Vec<&str> {
    let roles = body.get("roles").and_then(Value::as_array);
    roles
        .into_iter()
        .flatten()
        .filter_map(|role| role.get("members")?.as_array())
        .flatten()
        .filter_map(|member| member.get("user")?.as_str())
        .collect()
}
