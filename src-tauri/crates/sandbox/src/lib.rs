//! A server on this computer that answers like Rechat, for demos, tests and people who connect
//! web forms. **It is not Rechat**: every reply has the header `x-not-rechat`, and `GET /` says so
//! on a page that lists what is served.
//!
//! It is started by `yard sandbox` or in a test, and is a peer of the product, never a part of it:
//! it knows the engine ([`routing`]) and nothing of mirror, remote or sync.
//!
//! ```text
//! yard sandbox --book B --port P [--state FILE] [--token T] [--no-rules-endpoint]
//!              [--faults SPEC --seed N] [--control]
//! ```
//!
//! ```no_run
//! # async fn example(book: routing::Book) -> Result<(), sandbox::ServeError> {
//! let options = sandbox::Options { token: Some("T".into()), control: true, ..Default::default() };
//! let running = sandbox::serve(&book, options).await?;
//! // … call running.url …
//! running.shutdown().await;
//! # Ok(()) }
//! ```
//!
//! # What it answers
//!
//! Ids are the book's own, whatever they look like; accounts are *brands*, `agent` is `Personal`.
//!
//! | call | reply |
//! | --- | --- |
//! | `GET /brands/:brand?associations[]=brand.parent` | `{code, data: brand}`; no token needed |
//! | `POST /brands`, `PUT /brands/:brand` | `name`, `brand_type`, `parent`, and when it is made `roles[].members[].user`; replies with the brand |
//! | `GET /brands/:brand/users?associations[]=brand.parents&limit&start` | everybody in the subtree, `{code, data: [{id, user, brands}], info: {count, total}}` |
//! | `GET /users/self` | one of the brand's users, with the brand of the grant as `brand`; in no document that was read |
//! | `GET /brands/:brand/leads/channels` | the brand's own channels, all of them unless `limit` is sent |
//! | `POST /leads/channels/:channel/webhook` | a capture in JSON, no token: `{code, data: {id, contact, lead_channel, raw_payload, parsed_payload, created_at}}` |
//! | `POST /leads` | `{metadata, lead}` with bearer and `X-RECHAT-BRAND`: `{code, data: {id, contact, lead_channel, source_type, created_at}}` |
//! | `PUT /leads/:lead/assignees` | a bare list of assignees: `{success, message}`; nobody found is 400, `[]` leaves nobody |
//! | `POST /leads/:lead/timeline` | `{success}`; the ten documented actions, each with the object it needs |
//! | `GET /oauth2/auth`, `POST /oauth2/token` | see *Signing in* |
//!
//! The extension, our assumption (404 each with `--no-rules-endpoint`):
//!
//! | call | |
//! | --- | --- |
//! | `GET …/leads/channels/:channel/rules` | `{code, data: [rule], info: {count, total, updated_at, policies, fallback, time_zone, follow_up}}` in the book's shapes |
//! | `PUT …/leads/channels/:channel/rules` | a list (the rest stays) or `{rules, policies, fallback, time_zone, follow_up}` (what is left out goes to its default); replies like `GET`. What a book would refuse is 400 |
//! | `POST …/leads/channels` | `{id?, name, mls?, is_default?}`; the same id again gives the channel that is there |
//! | `PUT …/leads/channels/:channel` | any of `name`, `mls`, `is_default`, `brand`; other keys are passed over |
//! | `DELETE …/leads/channels/:channel` | 204; the id answers 404 from then on and cannot be used again (400) |
//!
//! **One version per channel.** `updated_at` in the channel list, `info.updated_at` of its rules and
//! the `updated_at` in the reply of a write are the same number. Every write to the channel *or* its
//! rules moves it, captures do not. `If-Unmodified-Since-Version: <that number>` on a `PUT` or
//! `DELETE` makes it 409 `Conflict` when it has moved.
//!
//! - A new default channel puts the brand's old one out, which moves the old one's version. A default
//!   that is moved to a brand with a default of its own stops being one unless `is_default` is sent.
//! - After `brand` moved a channel, it answers under the new brand's path only.
//! - Rule ids are checked within their channel only, so a rule can be moved in either order: put it in
//!   first and take it out after, and no lead falls in between.
//!
//! # The quirks, on purpose
//!
//! `rules_count` is a string. Times are Unix seconds with up to six decimals, and a fresh row's
//! `updated_at` may be a microsecond after its `created_at`. `parents` is null at the root, else the
//! ids from the nearest up; `parent` is an id, or a brand (whose own parent is an id) if
//! `brand.parent` or `brand.parents` is asked for. A row's `id` is not its `user.id`. Users and
//! accounts are many-to-many: `brands` are those of the row's user at or below the brand in the
//! path. `name` and `mls` of a channel may be null, `title` is. A user has one `email` and one
//! `phone_number`, the first the book has; MLS ids are in `agents[]` as `{id, mls, mlsid,
//! license_number}`. `user_status` is `Inactive` when every agent account of the user is. `limit` is
//! 100 if not sent and 1,000 at most. Errors are `{code, message, http, trace, slack}`: 400
//! `Validation`, 401 `Unauthorized`, 403 `Forbidden` (the grant is for another brand), 404
//! `ResourceNotFound`, 405, 409 `Conflict`, 413, 415, 429 `TooManyRequests`.
//!
//! # Signing in
//!
//! `GET /oauth2/auth?response_type=code&client_id&redirect_uri[&state][&code_challenge&code_challenge_method=S256]`
//! shows a page; its form posts `request` (hidden), `brand` and `answer=accept|deny` to the same
//! path, which redirects (303) to `redirect_uri?code&brand[&state]` or `?error=access_denied`. The
//! `redirect_uri` must be http on a loopback address. `POST /oauth2/token`, a form or JSON, takes
//! `grant_type=authorization_code` (`code`, `redirect_uri`, `client_id`, `client_secret`,
//! `code_verifier` where a challenge was sent) or `refresh_token`, and gives `{access_token,
//! token_type, expires_in, refresh_token, brand}` or `{error, error_description}`. A refresh token
//! works once. Any client may sign in unless one is registered ([`Options::client`]).
//!
//! # Leads
//!
//! The engine routes them over the state as it is; turns, daily caps and returning leads are kept
//! with it. Offers stay open: nobody claims here. Which agent got a lead is in no documented reply;
//! `/__sandbox/leads` tells.
//!
//! # For tests: `--control`
//!
//! | call | |
//! | --- | --- |
//! | `GET /__sandbox/book` | the state as a canonical book |
//! | `PUT /__sandbox/book` | makes the state that book, as other users would have; what stays the same keeps its version |
//! | `POST /__sandbox/edit` | `{method, path, body}`: any write above as another user, without token or guard, also with the extension off; or `{book}` |
//! | `POST /__sandbox/faults` | `{fault, method?, path?, nth?, times?, edit?}` or a list: the fault for exact calls. In `path`, `*` is one part and a last `**` any rest; `nth` and `times` count matching calls from 1; `edit` says what `other-user` changes |
//! | `GET`, `DELETE /__sandbox/faults` | how many wait; none any more |
//! | `GET`, `DELETE /__sandbox/requests` | `{total, counts, latest}` of everything but these calls, also of what was reset; counts from nothing again |
//! | `GET /__sandbox/leads?limit` | the leads, the latest first, with `outcome`, `by`, `agents`, `reassigned` |
//!
//! The faults are listed at [`FaultSpec`]. Pages, preflights and these calls meet none.

mod api;
mod brand_edits;
mod brands;
mod capture;
mod channels;
mod clock;
mod control;
mod desk;
mod door;
mod faults;
mod landing;
mod oauth;
mod options;
mod org;
mod page;
mod parsed;
mod reply;
mod requests;
mod rules;
mod store;
mod tokens;

pub use door::{NOT_RECHAT, Running, ServeError, serve};
pub use faults::{BadFault, Fault, FaultSpec};
pub use options::{Client, Options};
pub use store::StateError;
