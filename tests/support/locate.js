// The body of a function: elements that match a chain of steps, each looked for inside those of
// the step before. A step is { css } or { role, name }, where name is { is } or { has } or null,
// and may ask for a text; { at } keeps one of those found so far.
// Only what a person can perceive counts: rendered, and not hidden from screen readers.

const IMPLICIT = {
  article: 'article',
  alert: '[role=alert]',
  button: 'button, summary, input[type=button], input[type=submit]',
  checkbox: 'input[type=checkbox]',
  combobox: 'select',
  complementary: 'aside',
  dialog: 'dialog',
  form: 'form',
  group: 'fieldset, details',
  heading: 'h1, h2, h3, h4, h5, h6',
  link: 'a[href]',
  list: 'ul, ol, menu',
  listitem: 'li',
  main: 'main',
  navigation: 'nav',
  option: 'option',
  region: 'section',
  row: 'tr',
  searchbox: 'input[type=search]',
  spinbutton: 'input[type=number]',
  status: 'output',
  table: 'table',
  textbox: 'input:not([type]), input[type=text], input[type=email], input[type=tel], textarea',
};

const tidy = (text) => (text || '').replace(/\s+/g, ' ').trim();

function textOf(node) {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue;
  if (node.nodeType !== Node.ELEMENT_NODE) return '';
  if (node.getAttribute('aria-hidden') === 'true') return '';
  if (getComputedStyle(node).display === 'none') return '';
  const label = node.getAttribute('aria-label');
  if (label) return ` ${label} `;
  if (node.tagName === 'IMG') return ` ${node.alt || ''} `;
  const inside = Array.from(node.childNodes, textOf).join('');
  return isApart(getComputedStyle(node)) ? ` ${inside} ` : inside;
}

// Seen as words of their own: a block, or a space drawn instead of written.
function isApart(style) {
  if (style.display !== 'inline') return true;
  return [style.marginLeft, style.marginRight, style.paddingLeft, style.paddingRight].some((s) => s !== '0px');
}

function nameOf(element) {
  const by = element.getAttribute('aria-labelledby');
  if (by) {
    const parts = by.split(/\s+/).map((id) => document.getElementById(id));
    return tidy(parts.map((part) => (part ? textOf(part) : '')).join(' '));
  }
  const label = element.getAttribute('aria-label');
  if (label) return tidy(label);
  if (element.labels && element.labels.length) {
    return tidy(Array.from(element.labels, textOf).join(' '));
  }
  const field = /^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  const text = field ? '' : tidy(textOf(element));
  const given = (name) => element.getAttribute(name);
  return text || tidy(given('title') || given('placeholder'));
}

function isThere(element) {
  if (element.tagName === 'OPTION') return true;
  return element.getClientRects().length > 0 && !element.closest('[aria-hidden=true]');
}

function matches(element, step) {
  if (!isThere(element)) return false;
  if (step.text && tidy(textOf(element)) !== step.text) return false;
  if (!step.role) return true;
  const role = element.getAttribute('role');
  if (role && !role.split(/\s+/).includes(step.role)) return false;
  if (step.name === null) return true;
  const name = nameOf(element);
  return 'is' in step.name ? name === step.name.is : name.includes(step.name.has);
}

function inside(root, step) {
  const implicit = IMPLICIT[step.role];
  const css = step.css || `[role~="${step.role}"]${implicit ? `, ${implicit}` : ''}`;
  return Array.from(root.querySelectorAll(css)).filter((element) => matches(element, step));
}

let found = [document];
for (const step of arguments[0]) {
  found = 'at' in step ? found.slice(step.at, step.at + 1) : [...new Set(found.flatMap((root) => inside(root, step)))];
}
return found.map((element) => ({ element, text: tidy(textOf(element)), name: nameOf(element) }));
