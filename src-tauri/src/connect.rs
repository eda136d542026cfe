//! How web sites send leads to a channel: its address, and snippets with it filled in. The SDK's
//! follows its published example; the form is url-encoded, which the webhook takes beside JSON.

use routing::lead::masked;

use crate::session::Session;
use crate::wire::{AppError, ConnectSource, Snippet, SnippetKind};

/// A snippet of the channel's id, as a text of JavaScript, and of its address.
type Write = fn(&str, &str) -> String;

const SNIPPETS: [(SnippetKind, &str, Write); 3] = [
    (SnippetKind::Sdk, "Rechat SDK", sdk),
    (SnippetKind::Html, "HTML form", html),
    (SnippetKind::Curl, "curl", curl),
];

impl Session {
    pub fn connect_source(&self, channel: &str) -> Result<ConnectSource, AppError> {
        let id = self.snapshot(channel)?.route.channel.id.clone();
        let masked = masked(&id);
        let address = |id: &str| format!("https://api.rechat.com/leads/channels/{id}/webhook");
        let literal = |id: &str| {
            serde_json::Value::from(id)
                .to_string()
                .replace('<', "\\u003c")
        };
        let url = address(&in_a_path(&id));
        let snippets = SNIPPETS.iter().map(|(kind, title, write)| Snippet {
            kind: *kind,
            title: (*title).to_owned(),
            text: write(&literal(&id), &url),
            masked_text: write(&literal(&masked), &address(&masked)),
        });
        Ok(ConnectSource {
            snippets: snippets.collect(),
            capture_url: url,
            masked,
            id,
        })
    }
}

/// Rechat's ids are UUIDs and stay as they are; those of a book made by hand may not fit a path.
fn in_a_path(id: &str) -> String {
    let written = |byte: u8| match byte {
        b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    id.bytes().map(written).collect()
}

fn sdk(id: &str, _: &str) -> String {
    format!(
        r#"<script src="https://unpkg.com/@rechat/sdk@latest/dist/rechat.min.js"></script>
<script>
  const sdk = new Rechat.Sdk()

  const channel = {{
    lead_channel: {id}
  }}

  // Call this when the form is sent.
  function sendLead(form) {{
    const lead = {{
      first_name: form.first_name.value,
      last_name: form.last_name.value,
      email: form.email.value,
      phone_number: form.phone_number.value,
      note: form.note.value,
      tag: ['Website'],
      lead_source: location.hostname,
      referer_url: location.href
    }}
    return sdk.Leads.capture(channel, lead)
  }}
</script>
"#
    )
}

fn html(_: &str, url: &str) -> String {
    format!(
        r#"<form method="post" action="{url}">
  <label>First name <input name="first_name" autocomplete="given-name"></label>
  <label>Last name <input name="last_name" autocomplete="family-name"></label>
  <label>E-mail <input name="email" type="email" autocomplete="email" required></label>
  <label>Phone <input name="phone_number" type="tel" autocomplete="tel"></label>
  <label>Message <textarea name="note"></textarea></label>
  <input type="hidden" name="tag" value="Website">
  <input type="hidden" name="lead_source" value="Website">
  <button>Send</button>
</form>
"#
    )
}

fn curl(_: &str, url: &str) -> String {
    format!(
        r#"curl '{url}' \
  --header 'Content-Type: application/json' \
  --data '{{
    "first_name": "Ada",
    "last_name": "Quill",
    "email": "ada.quill@example.com",
    "phone_number": "(214) 555-0142",
    "tag": ["Website"],
    "lead_source": "Website",
    "note": "Sent by hand to see where it goes"
  }}'
"#
    )
}
