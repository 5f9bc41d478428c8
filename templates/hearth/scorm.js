/*
 * The player of a course in a learning system: SCORM 1.2 (Run-Time Environment, sections 3.3 and 3.4), one SCO. The lessons stand in a frame and
 * speak by messages (lesson.js), for pages from the file system may not look into each other. Without a learning system, all but the record works;
 * without this script, the list of lessons still leads to them.
 *
 *   lesson_location   the slug of the lesson that is open
 *   suspend_data      "1.FINGERPRINT.BITS": which lessons were read; of each quiz whether it was checked, and which choices were ticked
 *   lesson_status     incomplete; when all lessons were read and all quizzes checked: completed, or with quizzes passed or failed
 *   score             right answers in per cent, once all quizzes were checked: systems take a score for the whole
 */
'use strict';

(function () {
  const LOCATION_LIMIT = 255, SUSPEND_LIMIT = 4096;
  const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

  /* ---- the course, as the page lists it. data-quizzes="3/2,2/1;4/5": a quiz of two questions, of three choices with the second right … */
  const lessons = [...document.querySelectorAll('#lessons a[data-slug]')].map(link => ({
    link,
    slug: link.dataset.slug,
    read: false,
    quizzes: (link.dataset.quizzes || '').split(';').filter(Boolean).map(quiz => ({
      checked: false,
      questions: quiz.split(',').map(question => {
        const [choices, right] = question.split('/').map(Number);
        return { choices, right, chosen: 0 };
      }),
    })),
  }));
  const quizzes = lessons.flatMap(lesson => lesson.quizzes);
  const questions = quizzes.flatMap(quiz => quiz.questions);
  const frame = document.getElementById('lesson');
  let current = lessons[0];

  /* ---- the learning system: an object named API in a window around this one, or around the one that opened it */
  function findApi(from) {
    for (let at = from, depth = 0; at && depth < 32; depth++) {
      try {
        if (at.API && at.API.LMSInitialize) return at.API;
      } catch (e) { /* a window of somebody else's */ }
      at = at.parent === at ? null : at.parent;
    }
    return null;
  }

  function connect() {
    let api = findApi(window);
    if (!api && window.opener) api = findApi(window.opener);
    if (!api && window.top !== window && window.top.opener) api = findApi(window.top.opener);
    if (!api || String(api.LMSInitialize('')) !== 'true') return null;
    return {
      get: name => String(api.LMSGetValue('cmi.' + name) || ''),
      set: (name, value) => api.LMSSetValue('cmi.' + name, String(value)),
      commit: () => api.LMSCommit(''),
      finish: () => api.LMSFinish(''),
    };
  }

  let system = null;
  try {
    system = connect();
  } catch (e) { /* then there is none */ }
  const opened = Date.now();
  /* Looking back at what is closed must change nothing. */
  const records = system !== null && !/^(browse|review)$/.test(system.get('core.lesson_mode'));

  /* ---- what is remembered, as bits: six to a character */
  function fingerprint() {
    const shape = lessons.map(lesson => lesson.slug + ' ' + (lesson.link.dataset.quizzes || '')).join('\n');
    let hash = 0x811c9dc5; /* FNV-1a */
    for (let i = 0; i < shape.length; i++) hash = Math.imul(hash ^ shape.charCodeAt(i), 0x01000193) >>> 0;
    return hash.toString(36);
  }

  function remembered() {
    const bits = lessons.map(lesson => lesson.read);
    for (const quiz of quizzes) {
      bits.push(quiz.checked);
      for (const question of quiz.questions)
        for (let i = 0; i < question.choices; i++) bits.push((question.chosen >> i & 1) === 1);
    }
    let text = '';
    for (let i = 0; i < bits.length; i += 6) {
      let value = 0;
      for (let k = 0; k < 6; k++) value = value * 2 + (bits[i + k] ? 1 : 0);
      text += DIGITS[value];
    }
    /* of more than 24,000 bits the last are forgotten: quizzes before lessons */
    return `1.${fingerprint()}.${text.replace(/A+$/, '')}`.slice(0, SUSPEND_LIMIT);
  }

  function recall(data) {
    const [version, shape, text] = data.split('.');
    if (version !== '1' || shape !== fingerprint()) return;
    let at = 0;
    const next = () => {
      const value = DIGITS.indexOf(text[Math.floor(at / 6)] || 'A');
      return (value >> 5 - at++ % 6 & 1) === 1;
    };
    for (const lesson of lessons) lesson.read = next();
    for (const quiz of quizzes) {
      quiz.checked = next();
      for (const question of quiz.questions)
        for (let i = 0; i < question.choices; i++) question.chosen |= (next() ? 1 : 0) << i;
    }
  }

  /* ---- what the system is told */
  function score() {
    const right = questions.filter(question => question.chosen === question.right).length;
    return Math.round(100 * right / questions.length);
  }

  function passingScore() {
    const own = system.get('student_data.mastery_score');
    return own === '' || isNaN(own) ? Number(document.body.dataset.passing) : Number(own);
  }

  function status() {
    const answered = quizzes.every(quiz => quiz.checked);
    if (!lessons.every(lesson => lesson.read) || !answered) return 'incomplete';
    if (!questions.length) return 'completed';
    return score() >= passingScore() ? 'passed' : 'failed';
  }

  function record() {
    if (!records) return;
    const before = system.get('core.lesson_status'), now = status();
    if (!/^(completed|passed)$/.test(before) || now === 'passed') system.set('core.lesson_status', now);
    if (questions.length && quizzes.every(quiz => quiz.checked)) {
      system.set('core.score.min', 0);
      system.set('core.score.max', 100);
      system.set('core.score.raw', score());
    }
    if (current.slug.length <= LOCATION_LIMIT) system.set('core.lesson_location', current.slug);
    system.set('suspend_data', remembered());
    system.commit();
  }

  /* CMITimespan, HHHH:MM:SS */
  function timeSpent() {
    const seconds = Math.min(Math.round((Date.now() - opened) / 1000), 9999 * 3600);
    return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(part => String(part).padStart(2, '0')).join(':');
  }

  let finished = false;
  function leave(last) {
    if (!system || finished) return;
    if (records) {
      system.set('core.session_time', timeSpent());
      system.set('core.exit', 'suspend');
      system.commit();
    }
    finished = last;
    if (last) system.finish();
  }

  /* ---- what the reader sees */
  function show() {
    const read = lessons.filter(lesson => lesson.read).length, line = document.getElementById('progress');
    for (const lesson of lessons) {
      lesson.link.parentElement.classList.toggle('is-read', lesson.read);
      lesson.link.querySelector('.state').hidden = !lesson.read;
      if (lesson === current) lesson.link.setAttribute('aria-current', 'page');
      else lesson.link.removeAttribute('aria-current');
    }
    line.textContent = line.dataset.text.replace('{read}', read).replace('{all}', lessons.length);
    frame.title = current.link.querySelector('.name').textContent;
    const place = lessons.indexOf(current);
    document.getElementById('previous').disabled = place === 0;
    document.getElementById('next').disabled = place === lessons.length - 1;
  }

  /* The frame takes the keyboard once the lesson is there. */
  let moving = false;
  function open(lesson) {
    moving = true;
    frame.src = lesson.link.getAttribute('href');
  }

  function step(by) {
    const to = lessons[lessons.indexOf(current) + by];
    if (by > 0) current.read = true;
    if (to) open(to);
  }

  /* ---- what lessons say: {sheaf: 'open' | 'read' | 'quiz', slug, quiz: its number, chosen: [bits of each question]} */
  function hear(event) {
    const said = event.data;
    if (event.source !== frame.contentWindow || !said || !said.sheaf) return;
    const lesson = lessons.find(other => other.slug === said.slug);
    if (!lesson) return;
    if (said.sheaf === 'open') {
      current = lesson;
      const checked = lesson.quizzes.map(quiz => (quiz.checked ? quiz.questions.map(question => question.chosen) : null));
      frame.contentWindow.postMessage({ sheaf: 'answers', checked }, '*');
    } else if (said.sheaf === 'read') {
      lesson.read = true;
    } else if (said.sheaf === 'quiz' && lesson.quizzes[said.quiz]) {
      const quiz = lesson.quizzes[said.quiz];
      quiz.checked = true;
      quiz.questions.forEach((question, i) => { question.chosen = said.chosen[i] >>> 0; });
    }
    show();
    record();
  }

  if (!lessons.length) return;
  if (system) {
    recall(system.get('suspend_data'));
    const place = system.get('core.lesson_location');
    current = lessons.find(lesson => lesson.slug === place) || current;
  }
  window.addEventListener('message', hear);
  window.addEventListener('pagehide', () => leave(true));
  document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') leave(false); });
  window.addEventListener('pageshow', event => { if (event.persisted && finished) location.reload(); });
  frame.addEventListener('load', () => {
    if (moving) frame.focus();
    moving = false;
  });
  for (const lesson of lessons)
    lesson.link.addEventListener('click', () => { moving = true; });
  document.getElementById('previous').addEventListener('click', () => step(-1));
  document.getElementById('next').addEventListener('click', () => step(1));
  document.getElementById('ways').hidden = false;
  if (matchMedia('(max-width: 48rem)').matches) document.getElementById('lessons').open = false;
  show();
  if (current !== lessons[0]) frame.src = current.link.getAttribute('href');
  else frame.contentWindow.postMessage({ sheaf: 'who' }, '*');
  record();
})();
