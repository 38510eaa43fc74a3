// The page's own script. Gradio runs it once for each HTML component, with `element`, `trigger` and `watch`; it is
// compiled from the page's configuration, so the page carries no inline script of ours.
const asks = ['cite', 'suggest', 'read', 'contents', 'again', 'feedback', 'within', 'sift', 'evals', 'delete', 'undo', 'take'];
const opens = ['cite', 'read', 'contents', 'delete', 'undo'];
const byId = id => document.getElementById(id);
const article = () => byId('article');
const pressed = button => {
  for (const other of document.querySelectorAll('[data-pressed]')) delete other.dataset.pressed;
  button.dataset.pressed = '';
};

// Bring the quote that was asked for into sight and give it the focus; on a phone this opens the sheet.
const reveal = () => {
  delete document.body.dataset.wanted;
  article().dataset.open = '';
  const goal = article().querySelector('mark.current') ?? article().querySelector('h2, .report, .trouble');
  if (!goal) return;
  goal.tabIndex = -1;
  goal.scrollIntoView({ block: goal.matches('mark') ? 'center' : 'nearest' });
  goal.focus({ preventScroll: true });
};

const close = () => {
  if (article().dataset.open === undefined) return;
  delete article().dataset.open;
  document.querySelector('[data-pressed]')?.focus();
};

const view = name => {
  byId('desk').dataset.view = name;
  delete article().dataset.open;
  for (const tab of document.querySelectorAll('#masthead [data-view]')) {
    if (tab.dataset.view === name) tab.setAttribute('aria-current', 'page');
    else tab.removeAttribute('aria-current');
  }
  if (name === 'library') trigger('sift', {});
  if (name === 'evals') trigger('evals', {});
};

// A card stands below its chip, or above where there is no room, and never leaves the conversation.
const place = cite => {
  const card = cite.querySelector('.card');
  const chip = cite.querySelector('.chip').getBoundingClientRect();
  const { width, height } = card.getBoundingClientRect();
  const below = chip.bottom + 6 + height < innerHeight;
  const edge = cite.closest('#chat').getBoundingClientRect().right;
  card.style.left = `${Math.max(8, Math.min(chip.left, edge - width - 8))}px`;
  card.style.top = `${below ? chip.bottom + 6 : Math.max(8, chip.top - height - 6)}px`;
};

// What the fields of a form hold, by name; boxes as a list of those ticked.
const filled = form => {
  const found = { publishers: [] };
  for (const field of form.querySelectorAll('[data-field]')) {
    const name = field.dataset.field;
    if (field.type === 'checkbox') { if (field.checked) found[name].push(field.value); }
    else if (field.type === 'radio') { if (field.checked) found[name] = field.value; }
    else if (field.type !== 'file') found[name] = field.value;
  }
  return found;
};

// A message beside a button, said by screen readers.
const tell = (button, words) => {
  const told = button.parentElement.querySelector('.told') ?? button.parentElement.appendChild(document.createElement('span'));
  told.className = 'told';
  told.setAttribute('role', 'status');
  told.textContent = words;
};

const copy = async button => {
  try {
    await navigator.clipboard.writeText(button.dataset.text);
    tell(button, 'Copied');
  } catch {
    tell(button, 'The browser does not let this page copy; mark the text and copy it.');
  }
};

const judge = button => {
  const turn = button.closest('.turn');
  const form = turn.querySelector('.judging');
  form.dataset.verdict = button.dataset.verdict;
  form.hidden = false;
  form.querySelector('fieldset').hidden = button.dataset.verdict === 'up';
  for (const thumb of turn.querySelectorAll('[data-do="judge"]')) thumb.setAttribute('aria-expanded', thumb === button);
  form.querySelector(button.dataset.verdict === 'up' ? 'textarea' : 'input').focus();
};

// Files go as base64 within one request, so they have a bound; the server says the same.
const base64 = file => new Promise((done, failed) => {
  const reader = new FileReader();
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(',') + 1));
  reader.onerror = () => failed(reader.error);
  reader.readAsDataURL(file);
});
const add = async button => {
  const form = button.closest('.fields');
  const chosen = form.querySelector('[data-field="files"]');
  const address = form.querySelector('[data-field="address"]');
  const files = [...chosen.files];
  if (!files.length && !address.value.trim()) return tell(button, 'Choose files, or give an address.');
  if (files.reduce((sum, file) => sum + file.size, 0) > Number(chosen.dataset.most)) {
    return tell(button, 'These files are more than 2 MB together; add fewer at once.');
  }
  tell(button, '');
  try {
    const sent = await Promise.all(files.map(async file => ({ name: file.name, data: await base64(file) })));
    trigger('take', files.length ? { files: sent } : { address: address.value.trim() });
    chosen.value = address.value = '';
  } catch {
    tell(button, 'The browser could not read these files.');
  }
};

const here = { close, copy, judge, add, view: button => view(button.dataset.view) };
const sent = button => {
  const { do: what, turn, n, id, question, version, clear, after, before, publisher, skip } = button.dataset;
  if (what === 'feedback') {
    const form = button.closest('.judging');
    return { ...filled(form), turn, verdict: form.dataset.verdict };
  }
  if (clear) return {};
  if (what === 'sift') {
    const now = filled(element.querySelector('.sift'));
    return { ...now, skip, ...(after && { after, before }), ...(publisher !== undefined && { publishers: [publisher] }) };
  }
  return { turn, n, id, question, version };
};

element.addEventListener('click', event => {
  const button = event.target.closest('[data-do]');
  if (!button || button.closest('.pending')) return;
  button.closest('.cite')?.classList.add('hushed');
  const { do: what, turn, n } = button.dataset;
  if (here[what]) return here[what](button);
  if (!element.closest('#article')) pressed(button);
  // The server's answer would change nothing on the page, so nothing would tell that it came.
  if (what === 'cite' && article().querySelector('[data-shown]')?.dataset.shown === `${turn}/${n}`) return reveal();
  if (what === 'contents' && article().querySelector('.contents')) return reveal();
  turned = button.dataset.skip !== undefined;
  if (opens.includes(what)) document.body.dataset.wanted = 'yes';
  if (what === 'suggest' || what === 'again') document.querySelector('#question textarea').focus({ preventScroll: true });
  if (asks.includes(what)) trigger(what, sent(button));
});

element.addEventListener('change', event => {
  const form = event.target.closest('.within, .sift');
  if (form && event.target.dataset.field) trigger(form.matches('.sift') ? 'sift' : 'within', filled(form));
});

for (const kind of ['mouseover', 'focusin']) {
  element.addEventListener(kind, event => {
    const cite = event.target.closest('.cite');
    if (!cite) return;
    if (kind === 'focusin') cite.classList.remove('hushed');
    place(cite);
  });
}

element.addEventListener('mouseout', event => {
  const cite = event.target.closest('.cite');
  if (!cite?.contains(event.relatedTarget)) cite?.classList.remove('hushed');
});
element.addEventListener('keydown', event => {
  if ((event.key === 'Enter' || event.key === ' ') && event.target.matches('g[role="button"]')) {
    event.preventDefault();
    event.target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  }
  if (event.key !== 'Escape') return;
  event.target.closest('.cite')?.classList.add('hushed');
  close();
});

// Gradio brings a component's HTML to its new form in place. Fields keep what was typed or ticked in what stood there
// before, so they are set to what they say now; and what the reader unfolded is closed, but filters stay open.
const settle = () => {
  for (const field of element.querySelectorAll(':is(.within, .sift) [data-field]')) {
    if (field.type === 'checkbox') field.checked = field.defaultChecked;
    else if (field !== document.activeElement) field.value = field.defaultValue;
  }
};
const unfolded = new Set();
element.addEventListener('toggle', event => {
  unfolded[event.target.open ? 'add' : 'delete'](event.target.className);
}, true);

let turns = null;
let turned = false; // to another page of the library, which then begins at its top
watch('value', () => {
  settle();
  for (const name of unfolded) if (/^(within|publishers|adding)$/.test(name)) element.querySelector(`details.${name}`)?.setAttribute('open', '');
  if (element.closest('#article') && document.body.dataset.wanted) reveal();
  if (turned) element.querySelector('.found')?.focus();
  turned = false;
  if (!element.closest('#chat')) return;
  // The box awaits the first question; but on a phone that would bring up the keyboard over the page.
  if (turns === null && matchMedia('(min-width: 52rem)').matches) {
    requestAnimationFrame(() => byId('question').querySelector('textarea').focus({ preventScroll: true }));
  }
  const now = element.querySelectorAll('.turn').length;
  if (now !== turns || !element.querySelector('.pending')) element.querySelector('.turn:last-of-type')?.scrollIntoView({ block: 'start' });
  turns = now;
});

if (element.closest('#masthead')) element.querySelector('[data-view="ask"]').setAttribute('aria-current', 'page');
