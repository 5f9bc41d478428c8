/*
 * What a course's pages can do beyond being read: a dark page, terms and notes that pop up, ticks, notes and answers that stay in this browser.
 * Everything is there without it. Words come from the page (#words); whatever is kept goes under the book's identifier.
 */
'use strict';

(function () {
  const words = document.getElementById('words').dataset;
  const prefix = 'sheaf:' + words.book + ':';

  /* ---- what is kept. A browser may refuse: then nothing is, and nothing breaks. */
  const store = {
    get(key) {
      try { return localStorage.getItem(prefix + key); } catch (e) { return null; }
    },
    set(key, value) {
      try {
        if (value) localStorage.setItem(prefix + key, value);
        else localStorage.removeItem(prefix + key);
      } catch (e) { /* full, or forbidden */ }
    },
    keys() {
      try {
        return Object.keys(localStorage).filter(key => key.startsWith(prefix)).map(key => key.slice(prefix.length)).sort();
      } catch (e) { return []; }
    },
  };

  function make(tag, properties, ...children) {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  }

  /* ---- light and dark */
  function addThemeButton() {
    const root = document.documentElement;
    const night = matchMedia('(prefers-color-scheme: dark)');
    const chosen = store.get('theme');
    if (chosen) root.dataset.theme = chosen;
    const isDark = () => (root.dataset.theme || (night.matches ? 'dark' : 'light')) === 'dark';
    const button = make('button', { type: 'button', textContent: words.dark });
    const show = () => button.setAttribute('aria-pressed', String(isDark()));
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      store.set('theme', root.dataset.theme);
      show();
    });
    night.addEventListener('change', show);
    show();
    document.getElementById('tools').append(button);
  }

  /* ---- terms and notes. A click with a key held down still follows the link. */
  function addPopups() {
    const dialog = make('dialog', { className: 'pop' });
    if (!dialog.showModal) return;
    const text = make('div', {});
    const close = make('button', { type: 'button', textContent: words.close });
    dialog.append(text, close);
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', event => { if (event.target === dialog) dialog.close(); });
    document.body.append(dialog);
    for (const link of document.querySelectorAll('a.gloss-ref, a.note-ref')) {
      link.addEventListener('click', event => {
        const note = document.getElementById(decodeURIComponent(link.hash.slice(1)));
        if (!note || event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const copy = note.cloneNode(true);
        for (const back of copy.querySelectorAll('.note-back')) back.remove();
        for (const named of copy.querySelectorAll('[id]')) named.removeAttribute('id');
        text.replaceChildren(...copy.childNodes);
        dialog.setAttribute('aria-label', note.getAttribute('aria-label') || link.textContent);
        dialog.showModal();
      });
    }
  }

  /* ---- a lesson's own: ticks, answers, notes. Keys: KIND SLUG NUMBER */
  function keepField(field, key, label) {
    const isBox = field.type === 'checkbox';
    const kept = store.get(key);
    if (isBox) field.checked = kept === null ? field.checked : kept === 'yes';
    else field.value = kept || '';
    if (label) field.setAttribute('aria-label', label);
    field.addEventListener(isBox ? 'change' : 'input', () => store.set(key, isBox ? (field.checked ? 'yes' : 'no') : field.value));
    return field;
  }

  function nameOf(element, fallback) {
    return (element && element.textContent.trim().replace(/\s+/g, ' ').slice(0, 200)) || fallback;
  }

  function fillTasks(slug) {
    document.querySelectorAll('li.task').forEach((item, i) => {
      const sign = item.querySelector('.check');
      if (!sign) return;
      const label = nameOf(item, words.answer).replace(/^[\u2610\u2611\u2612]\s*/, '');
      const box = make('input', { type: 'checkbox', defaultChecked: sign.textContent.trim() !== '\u2610' });
      sign.replaceWith(keepField(box, `tick ${slug} ${i}`, label));
    });
  }

  function fillExercises(slug) {
    document.querySelectorAll('.exercise').forEach((exercise, i) => {
      const asked = nameOf(exercise.querySelector('p:not(.exercise-label)'), nameOf(exercise.querySelector('.exercise-label'), words.answer));
      const blanks = exercise.querySelectorAll('td.blank');
      blanks.forEach((cell, k) => {
        const row = nameOf(cell.parentElement.querySelector('th, td:not(.blank)'), String(cell.parentElement.rowIndex));
        const head = cell.closest('table').querySelector(`thead th:nth-child(${cell.cellIndex + 1})`);
        cell.append(keepField(make('input', { type: 'text' }), `answer ${slug} ${i}.${k}`, `${row}: ${nameOf(head, words.answer)}`));
      });
      if (blanks.length || /exercise-(quiz|checklist|certificate)/.test(exercise.className)) return;
      exercise.append(keepField(make('textarea', { rows: 4 }), `answer ${slug} ${i}`, asked));
    });
  }

  function addOwn(slug) {
    const mark = keepField(make('input', { type: 'checkbox', id: 'own-read' }), `read ${slug}`);
    const notes = keepField(make('textarea', { id: 'own-notes', rows: 5 }), `notes ${slug}`);
    document.getElementById('own').append(make('section', { className: 'own' },
      make('p', {}, mark, ' ', make('label', { htmlFor: 'own-read', textContent: words.mark })),
      make('label', { htmlFor: 'own-notes', textContent: words.notes }), notes,
      make('p', { className: 'detail', textContent: words.kept })));
    store.set('title ' + slug, words.lesson);
    store.set('last', slug);
  }

  /* ---- the first page: what was read, where to go on, everything to take away */
  function showProgress() {
    const items = document.querySelectorAll('ol.lessons li');
    let read = 0;
    for (const item of items) {
      if (store.get('read ' + item.dataset.slug) !== 'yes') continue;
      item.classList.add('is-read');
      item.querySelector('a').append(make('span', { className: 'for-ears', textContent: ` (${words.read})` }));
      read++;
    }
    const line = document.getElementById('progress');
    line.hidden = read === 0;
    line.querySelector('progress').value = read;
    line.querySelector('span').textContent = `${read} / ${items.length} ${words.read}`;
    const last = [...items].find(item => item.dataset.slug === store.get('last'));
    if (!last) return;
    const link = last.querySelector('a'), begin = document.getElementById('begin');
    begin.href = link.getAttribute('href');
    begin.textContent = `${words.resume} ${link.firstChild.textContent}`;
  }

  /* Notes and answers as Markdown, in the order of the lessons. */
  function exported() {
    const lines = ['# ' + words.title, ''];
    for (const item of document.querySelectorAll('ol.lessons li')) {
      const slug = item.dataset.slug;
      const own = store.keys().filter(key => key.split(' ')[1] === slug && /^(answer|notes) /.test(key));
      if (!own.length && store.get('read ' + slug) !== 'yes') continue;
      lines.push('## ' + item.querySelector('a').firstChild.textContent + (store.get('read ' + slug) === 'yes' ? ` (${words.read})` : ''), '');
      for (const key of own) lines.push(store.get(key).trim(), '');
    }
    return lines.join('\n');
  }

  function addExport() {
    const take = make('button', { type: 'button', textContent: words.export });
    const forget = make('button', { type: 'button', textContent: words.forget });
    take.addEventListener('click', () => {
      const url = URL.createObjectURL(new Blob([exported()], { type: 'text/markdown' }));
      const link = make('a', { href: url, download: 'notes.md' });
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 1000);
    });
    forget.addEventListener('click', () => {
      if (!confirm(words.sure)) return;
      for (const key of store.keys()) store.set(key, '');
      location.reload();
    });
    take.title = words.kept;
    document.getElementById('tools').append(take, forget);
  }

  function addSearch() {
    const box = document.getElementById('search-box');
    if (!box || typeof sheafSearch === 'undefined') return;
    box.hidden = false;
    sheafSearch.attach(document.getElementById('search'), document.getElementById('search-results'), document.getElementById('search-status'), words);
  }

  addThemeButton();
  addPopups();
  if (words.slug) {
    fillTasks(words.slug);
    fillExercises(words.slug);
    addOwn(words.slug);
  }
  if (document.getElementById('progress')) {
    showProgress();
    addExport();
  }
  addSearch();
})();
