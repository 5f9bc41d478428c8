/*
 * A lesson in a package for a learning system: quizzes that can be checked, and word to the player around it (scorm.js) of what was read and
 * answered. Opened alone, the quizzes work all the same.
 */
'use strict';

(function () {
  const slug = document.body.dataset.slug;
  const player = window.parent === window ? null : window.parent;
  const tell = (what, more) => { if (player) player.postMessage({ sheaf: what, slug, ...more }, '*'); };
  const quizzes = [...document.querySelectorAll('.quiz')];

  /* ---- a question's choices as bits, the first the lowest */
  const buttons = question => [...question.querySelectorAll('input')];
  const bits = (question, is) => buttons(question).reduce((sum, button, i) => sum | (is(button) ? 1 : 0) << i, 0);
  const chosen = question => bits(question, button => button.checked);
  const right = question => bits(question, button => question.dataset.right.split(' ').includes(button.value));

  function mark(quiz) {
    const questions = [...quiz.querySelectorAll('.question')];
    const good = questions.filter(question => {
      const is = chosen(question) === right(question);
      question.classList.toggle('is-right', is);
      question.classList.toggle('is-wrong', !is);
      return is;
    }).length;
    const output = quiz.querySelector('output');
    output.textContent = output.dataset.score.replace('{right}', good).replace('{all}', questions.length);
    const answers = quiz.querySelector('details.answers');
    if (answers) {
      answers.hidden = false;
      answers.open = true;
    }
    return questions;
  }

  quizzes.forEach((quiz, number) => {
    const button = quiz.querySelector('.quiz-check button'), answers = quiz.querySelector('details.answers');
    button.hidden = false;
    if (answers) answers.hidden = true;
    button.addEventListener('click', () => tell('quiz', { quiz: number, chosen: mark(quiz).map(chosen) }));
  });

  /* What was answered before. */
  function restore(checked) {
    quizzes.forEach((quiz, number) => {
      if (!checked[number]) return;
      quiz.querySelectorAll('.question').forEach((question, i) => {
        buttons(question).forEach((button, k) => { button.checked = (checked[number][i] >> k & 1) === 1; });
      });
      mark(quiz);
    });
  }

  window.addEventListener('message', event => {
    if (event.source !== player || !event.data) return;
    if (event.data.sheaf === 'who') tell('open');
    if (event.data.sheaf === 'answers') restore(event.data.checked);
  });

  /* Read is a lesson whose end was seen. */
  const end = document.getElementById('end');
  if (window.IntersectionObserver) {
    const observer = new IntersectionObserver(entries => {
      if (!entries.some(entry => entry.isIntersecting)) return;
      observer.disconnect();
      tell('read');
    });
    observer.observe(end);
  } else {
    tell('read');
  }

  /* Other sites do not open in a frame, and would take the course's place. */
  if (player)
    for (const link of document.querySelectorAll('a[href^="http:"], a[href^="https:"]')) {
      link.target = '_blank';
      link.rel = 'noopener';
    }

  tell('open');
})();
