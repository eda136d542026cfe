//! Brands, as the API calls accounts, and the users below one.

use axum::response::Response;
use routing::book::{Account, AccountKind, User};
use routing::phone;
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_128;

use crate::clock::Micros;
use crate::desk::{Call, Desk};
use crate::org::{AccountAt, Org, UserAt};
use crate::reply::{Answer, Page, Refusal, list, one};

/// Rows of a page where the call does not say.
const USUAL_PAGE: usize = 100;
/// Rows of a page at most; a longer `limit` gets so many.
const LONGEST_PAGE: usize = 1_000;

/// `GET /brands/:brand`. Answers without a token too, as Rechat's own plugin calls it.
pub fn get(desk: &Desk, call: &Call) -> Answer {
    shown(desk, call, call.path("brand"))
}

pub fn shown(desk: &Desk, call: &Call, id: &str) -> Answer {
    let org = desk.store().org();
    let at = org
        .find(id)
        .ok_or_else(|| Refusal::not_found(format!("there is no brand {id:?}")))?;
    let view = View::of(desk, call, &org);
    Ok(one(view.brand(at)))
}

/// `GET /brands/:brand/users`: everybody below the brand, each with the brands there that they
/// belong to.
pub fn users(desk: &Desk, call: &Call) -> Answer {
    let id = call.path("brand");
    call.caller_for(desk, id)?;
    let org = desk.store().org();
    let top = org
        .find(id)
        .ok_or_else(|| Refusal::not_found(format!("there is no brand {id:?}")))?;
    let limit = call
        .number("limit")?
        .unwrap_or(USUAL_PAGE)
        .min(LONGEST_PAGE);
    let start = call.number("start")?.unwrap_or(0);
    let everybody = org.users_below(top);
    let first = start.min(everybody.len());
    let end = first.saturating_add(limit).min(everybody.len());
    let view = View::of(desk, call, &org);
    let rows: Vec<Row> = everybody
        .get(first..end)
        .unwrap_or_default()
        .iter()
        .filter_map(|at| view.row(*at as usize, top))
        .collect();
    Ok(page(rows, everybody.len()))
}

/// `GET /users/self`: who calls, and the brand the grant is for. A grant of the sandbox is nobody's
/// in particular, so this is the first who belongs to that brand.
pub fn myself(desk: &Desk, call: &Call) -> Answer {
    let caller = call.caller(desk)?;
    let org = desk.store().org();
    let nobody = || Refusal::not_found("nobody belongs to the brand of this token");
    let top = org.find(&caller.account).ok_or_else(nobody)?;
    let everybody = org.users_below(top).iter().map(|at| *at as usize);
    let at = everybody
        .clone()
        .find(|at| {
            let user = org.users.get(*at);
            user.is_some_and(|user| user.accounts.contains(&caller.account))
        })
        .or_else(|| everybody.clone().next())
        .ok_or_else(nobody)?;
    let view = View::of(desk, call, &org);
    let user = org.users.get(at).and_then(|user| view.user(at, user));
    let mut user = user.ok_or_else(nobody)?;
    user.brand = Some(&caller.account);
    Ok(one(user))
}

fn page(rows: Vec<Row<'_>>, total: usize) -> Response {
    let count = rows.len();
    list(rows, Page { count, total })
}

/// How this call wants brands: which associations are expanded.
struct View<'o> {
    org: &'o Org,
    url: &'o str,
    parent: bool,
    settings: bool,
}

#[derive(Serialize)]
struct Row<'o> {
    /// Of the membership; not the user's.
    id: String,
    r#type: &'static str,
    user: UserJson<'o>,
    brands: Vec<Brand<'o>>,
}

#[derive(Serialize)]
struct Brand<'o> {
    id: &'o str,
    r#type: &'static str,
    name: &'o str,
    brand_type: &'static str,
    parent: Option<Parent<'o>>,
    /// From the nearest up; null, not empty, at the root.
    parents: Option<Vec<&'o str>>,
    member_count: usize,
    base_url: &'o str,
    hostnames: Option<()>,
    training: bool,
    palette: Nothing,
    assets: Nothing,
    messages: Nothing,
    settings: Option<Settings>,
    created_at: Micros,
    updated_at: Micros,
    deleted_at: Option<Micros>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Parent<'o> {
    Id(&'o str),
    Brand(Box<Brand<'o>>),
}

/// `{}`
#[derive(Serialize)]
struct Nothing {}

#[derive(Default, Serialize)]
struct Settings {
    marketing_palette: MarketingPalette,
}

/// A book knows no addresses of offices.
#[derive(Default, Serialize)]
struct MarketingPalette {
    address: Option<()>,
    phone_number: Option<()>,
}

#[derive(Serialize)]
struct UserJson<'o> {
    id: &'o str,
    r#type: &'static str,
    first_name: Option<&'o str>,
    last_name: Option<&'o str>,
    email: Option<&'o str>,
    phone_number: Option<String>,
    user_status: &'static str,
    user_type: &'static str,
    timezone: &'static str,
    is_shadow: bool,
    fake_email: bool,
    email_confirmed: bool,
    phone_confirmed: bool,
    brand: Option<&'o str>,
    features: [(); 0],
    agents: Vec<AgentRecord<'o>>,
    last_seen_at: Option<Micros>,
    created_at: Micros,
    updated_at: Micros,
    deleted_at: Option<Micros>,
}

/// An agent as an MLS knows them.
#[derive(Serialize)]
struct AgentRecord<'o> {
    id: String,
    r#type: &'static str,
    mls: &'o str,
    mlsid: &'o str,
    license_number: Option<()>,
}

impl<'o> View<'o> {
    fn of(desk: &'o Desk, call: &Call, org: &'o Org) -> View<'o> {
        View {
            org,
            url: &desk.url,
            parent: call.wants("brand.parent") || call.wants("brand.parents"),
            settings: call.wants("brand.settings"),
        }
    }

    fn brand(&self, at: AccountAt) -> Option<Brand<'o>> {
        let account = self.org.accounts.get(at)?;
        let mut brand = self.plain(at, account)?;
        if self.parent
            && let Some(parent) = account.parent.as_deref().and_then(|id| self.org.find(id))
            && let Some(of_parent) = self.org.accounts.get(parent)
        {
            brand.parent = self
                .plain(parent, of_parent)
                .map(|brand| Parent::Brand(Box::new(brand)));
        }
        Some(brand)
    }

    /// A brand whose parent is an id.
    fn plain(&self, at: AccountAt, account: &'o Account) -> Option<Brand<'o>> {
        let times = self.org.account_times(at)?;
        let parents: Vec<&str> = self
            .org
            .ancestors(account)
            .map(|account| &*account.id)
            .collect();
        Some(Brand {
            id: &account.id,
            r#type: "brand",
            name: &account.name,
            brand_type: brand_type(account.kind),
            parent: account.parent.as_deref().map(Parent::Id),
            parents: (!parents.is_empty()).then_some(parents),
            member_count: self.org.users_below(at).len(),
            base_url: self.url,
            hostnames: None,
            training: false,
            palette: Nothing {},
            assets: Nothing {},
            messages: Nothing {},
            settings: self.settings.then(Settings::default),
            created_at: times.created,
            updated_at: times.updated,
            deleted_at: None,
        })
    }

    fn row(&self, at: UserAt, top: AccountAt) -> Option<Row<'o>> {
        let user = self.org.users.get(at)?;
        let top_id = self.org.accounts.get(top)?.id.as_str();
        let mut of_row = Vec::with_capacity(top_id.len() + user.id.len() + 1);
        of_row.extend_from_slice(top_id.as_bytes());
        of_row.push(0);
        of_row.extend_from_slice(user.id.as_bytes());
        Some(Row {
            id: made_up_id(&of_row),
            r#type: "brand_user",
            user: self.user(at, user)?,
            brands: self
                .org
                .accounts_of(user, top)
                .filter_map(|account| self.brand(account))
                .collect(),
        })
    }

    fn user(&self, at: UserAt, user: &'o User) -> Option<UserJson<'o>> {
        let times = self.org.user_times(at)?;
        let phone = user.phones.first();
        Some(UserJson {
            id: &user.id,
            r#type: "user",
            first_name: user.first_name.as_deref(),
            last_name: user.last_name.as_deref(),
            email: user.emails.first().map(String::as_str),
            phone_number: phone.map(|raw| phone::e164(raw).unwrap_or_else(|| raw.clone())),
            user_status: if self.org.is_active(user) {
                "Active"
            } else {
                "Inactive"
            },
            user_type: if self.org.is_agent(user) {
                "Agent"
            } else {
                "Admin"
            },
            timezone: "America/Chicago",
            is_shadow: false,
            fake_email: false,
            email_confirmed: !user.emails.is_empty(),
            phone_confirmed: false,
            brand: user.accounts.first().map(String::as_str),
            features: [],
            agents: user
                .mls
                .iter()
                .enumerate()
                .map(|(number, record)| AgentRecord {
                    id: made_up_id(format!("{}\0{number}", user.id).as_bytes()),
                    r#type: "agent",
                    mls: &record.mls,
                    mlsid: &record.id,
                    license_number: None,
                })
                .collect(),
            last_seen_at: None,
            created_at: times.created,
            updated_at: times.updated,
            deleted_at: None,
        })
    }
}

/// An id for what a book has no id for: always the same one, in the looks of Rechat's.
fn made_up_id(of: &[u8]) -> String {
    uuid::Uuid::from_u128(xxh3_128(of)).to_string()
}

/// As Rechat's admin screen names the kinds of accounts.
pub fn brand_type(kind: AccountKind) -> &'static str {
    match kind {
        AccountKind::Brokerage => "Brokerage",
        AccountKind::Region => "Region",
        AccountKind::Office => "Office",
        AccountKind::Team => "Team",
        AccountKind::Agent => "Personal",
        AccountKind::Other => "Other",
    }
}
