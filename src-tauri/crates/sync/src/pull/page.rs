//! A page of users, as much of it as a book needs. Every account on it is described once, after
//! the one above it.

use std::collections::HashSet;

use remote::wire::{AgentRecord, Brand, Parent, UserRow};
use routing::book::{AccountKind, MlsId, User};
use serde::{Deserialize, Serialize};

#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Page {
    #[serde(rename = "a")]
    pub nodes: Vec<Node>,
    #[serde(rename = "p")]
    pub people: Vec<Person>,
}

/// An account.
#[derive(Debug, Serialize, Deserialize)]
pub struct Node {
    pub id: String,
    #[serde(rename = "k", with = "kind_name")]
    pub kind: AccountKind,
    #[serde(rename = "n")]
    pub name: String,
    /// Of the brokerage's own account `None`, whatever it hangs from.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    #[serde(rename = "d", default, skip_serializing_if = "is_not")]
    pub is_deleted: bool,
}

/// A membership of a user, who may have more on other pages.
#[derive(Debug, Serialize, Deserialize)]
pub struct Person {
    pub id: String,
    #[serde(rename = "a")]
    pub accounts: Vec<String>,
    #[serde(rename = "f", default, skip_serializing_if = "Option::is_none")]
    pub first_name: Option<String>,
    #[serde(rename = "l", default, skip_serializing_if = "Option::is_none")]
    pub last_name: Option<String>,
    #[serde(rename = "e", default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(rename = "t", default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Codes of boards, and ids there.
    #[serde(rename = "m", default, skip_serializing_if = "Vec::is_empty")]
    pub mls: Vec<(String, String)>,
    /// Rechat says that this person has left.
    #[serde(rename = "g", default, skip_serializing_if = "is_not")]
    pub is_gone: bool,
}

impl Page {
    /// `root` is the brokerage's account: what it hangs from is no part of the book.
    pub fn of(rows: Vec<UserRow>, root: &str) -> Page {
        let mut nodes = Nodes {
            root,
            list: Vec::with_capacity(rows.len()),
            seen: HashSet::with_capacity(rows.len()),
        };
        let people = rows.into_iter().map(|row| person(row, &mut nodes));
        let people = people.collect();
        Page {
            nodes: nodes.list,
            people,
        }
    }
}

impl Person {
    pub fn into_user(self) -> User {
        User {
            id: self.id,
            accounts: self.accounts,
            first_name: self.first_name,
            last_name: self.last_name,
            emails: self.email.into_iter().collect(),
            phones: self.phone.into_iter().collect(),
            mls: self
                .mls
                .into_iter()
                .map(|(mls, id)| MlsId { mls, id })
                .collect(),
        }
    }
}

fn person(row: UserRow, nodes: &mut Nodes) -> Person {
    let mut accounts: Vec<String> = Vec::with_capacity(row.brands.len());
    for brand in row.brands {
        if !accounts.contains(&brand.id) {
            accounts.push(brand.id.clone());
        }
        nodes.put(brand);
    }
    let of = row.user;
    Person {
        is_gone: of.is_gone(),
        id: of.id,
        accounts,
        first_name: of.first_name,
        last_name: of.last_name,
        email: some(of.email.filter(|_| of.fake_email != Some(true))),
        phone: some(of.phone_number),
        mls: of.agents.into_iter().flatten().filter_map(mls).collect(),
    }
}

fn mls(record: AgentRecord) -> Option<(String, String)> {
    Some((some(record.mls)?, some(record.mlsid)?))
}

fn some(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

/// An account alone, with those above it as far as they are described.
pub fn described(brand: Brand, root: &str) -> Vec<Node> {
    let mut nodes = Nodes {
        root,
        list: Vec::new(),
        seen: HashSet::new(),
    };
    nodes.put(brand);
    nodes.list
}

struct Nodes<'r> {
    root: &'r str,
    list: Vec<Node>,
    seen: HashSet<String>,
}

impl Nodes<'_> {
    fn put(&mut self, brand: Brand) {
        if self.seen.contains(&brand.id) {
            return;
        }
        let parent = brand.parent.filter(|_| brand.id != self.root);
        let above = parent.as_ref().map(|parent| parent.id().to_owned());
        self.seen.insert(brand.id.clone());
        if let Some(Parent::Brand(parent)) = parent {
            self.put(*parent);
        }
        let name = brand.name.as_deref().map(str::trim).unwrap_or_default();
        self.list.push(Node {
            kind: kind(brand.brand_type.as_deref()),
            name: match name {
                "" => "Unnamed account".to_owned(),
                name => name.to_owned(),
            },
            parent: above,
            is_deleted: brand.deleted_at.is_some(),
            id: brand.id,
        });
    }
}

/// As Rechat's admin screen names the kinds.
fn kind(brand_type: Option<&str>) -> AccountKind {
    match brand_type {
        Some("Brokerage") => AccountKind::Brokerage,
        Some("Region") => AccountKind::Region,
        Some("Office") => AccountKind::Office,
        Some("Team") => AccountKind::Team,
        Some("Personal") => AccountKind::Agent,
        _ => AccountKind::Other,
    }
}

fn is_not(flag: &bool) -> bool {
    !flag
}

mod kind_name {
    use routing::book::AccountKind;
    use serde::de::{Deserialize, Deserializer, Error};
    use serde::ser::Serializer;

    pub fn serialize<S: Serializer>(kind: &AccountKind, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(kind.name())
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<AccountKind, D::Error> {
        let name = String::deserialize(from)?;
        AccountKind::from_name(&name).ok_or_else(|| D::Error::custom("a kind of account"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, from_str, from_value, json, to_string};

    use super::*;

    fn page(rows: Value) -> Page {
        Page::of(from_value(rows).unwrap(), "root")
    }

    fn brand(id: &str, parent: Value) -> Value {
        json!({ "id": id, "name": format!(" {id} "), "brand_type": "Office", "parent": parent })
    }

    fn person(user: Value) -> Person {
        let mut user = user;
        user["id"] = json!("u");
        page(json!([{ "user": user }])).people.remove(0)
    }

    #[test]
    fn an_account_is_described_once_and_after_the_one_above_it() {
        let office = brand("office", brand("root", json!("all of Rechat")));
        let team = brand("team", office.clone());
        let page = page(json!([
            { "user": { "id": "u1" }, "brands": [team, office, team] },
            { "user": { "id": "u2" }, "brands": [office] },
        ]));
        let nodes = page.nodes.iter();
        let nodes: Vec<_> = nodes
            .map(|node| (node.id.as_str(), node.name.as_str(), node.parent.as_deref()))
            .collect();
        let expected = [
            ("root", "root", None),
            ("office", "office", Some("root")),
            ("team", "team", Some("office")),
        ];
        assert_eq!(nodes, expected, "what the brokerage hangs from is no part");
        assert_eq!(page.people[0].accounts, ["team", "office"]);
        assert_eq!(page.people[1].accounts, ["office"]);
    }

    #[test]
    fn a_parent_that_is_only_named_is_left_to_be_asked_for() {
        let nodes = described(from_value(brand("team", json!("office"))).unwrap(), "root");
        assert_eq!(nodes.len(), 1);
        assert_eq!(nodes[0].parent.as_deref(), Some("office"));
    }

    #[test]
    fn accounts_that_hang_from_one_another_are_described_all_the_same() {
        let round = brand("a", brand("b", brand("a", json!("b"))));
        let nodes = described(from_value(round).unwrap(), "root");
        let ids: Vec<&str> = nodes.iter().map(|node| node.id.as_str()).collect();
        assert_eq!(ids, ["b", "a"]);
    }

    #[test]
    fn blank_contacts_and_made_up_e_mails_are_none() {
        let blank = person(json!({ "email": " ", "phone_number": "" }));
        assert_eq!((blank.email, blank.phone), (None, None));
        let made_up = person(json!({ "email": "u@x.example", "fake_email": true }));
        assert_eq!(made_up.email, None);
        let real = person(json!({ "email": "u@x.example", "fake_email": false }));
        assert_eq!(real.email.as_deref(), Some("u@x.example"));
        let mls = person(json!({ "agents": [
            { "mls": "NTREIS", "mlsid": "17" }, { "mls": "NTREIS" }, { "mls": "", "mlsid": "18" },
        ] }));
        assert_eq!(mls.mls, [("NTREIS".to_owned(), "17".to_owned())]);
        assert!(person(json!({ "agents": null })).mls.is_empty());
    }

    #[test]
    fn kinds_names_and_ends_are_read_with_tolerance() {
        let node = |brand: Value| described(from_value(brand).unwrap(), "root").remove(0);
        let unnamed = node(json!({ "id": "a", "name": " ", "deleted_at": 1.5 }));
        assert_eq!(unnamed.name, "Unnamed account");
        assert!(unnamed.is_deleted && unnamed.kind == AccountKind::Other);
        let agent = node(json!({ "id": "a", "name": null, "brand_type": "Personal" }));
        assert!(!agent.is_deleted && agent.kind == AccountKind::Agent);
        assert!(person(json!({ "user_status": "Deactivated" })).is_gone);
        assert!(!person(json!({ "user_status": "Active" })).is_gone);
    }

    #[test]
    fn a_page_that_was_kept_comes_back_as_it_was() {
        let page = page(json!([
            {
                "user": {
                    "id": "u1", "first_name": "José", "last_name": "“O’Neill”",
                    "email": "j@x.example", "phone_number": "+1 555",
                    "agents": [{ "mls": "NTREIS", "mlsid": "17" }], "deleted_at": 2.0,
                },
                "brands": [{ "id": "a", "deleted_at": 1.0, "parent": "root" }],
            },
            { "user": { "id": "u2" }, "brands": [] },
        ]));
        let kept = to_string(&page).unwrap();
        let again: Page = from_str(&kept).unwrap();
        assert_eq!(format!("{again:?}"), format!("{page:?}"));
        let bare = r#"{"id":"u2","a":[]}"#;
        assert!(kept.contains(bare), "what there is not is not kept: {kept}");
        assert!(from_str::<Page>(&kept.replace("other", "planet")).is_err());
    }
}
