/*
 * A course's pages in a browser: the reader's own ticks, answers and notes; notes and terms that pop up; dark colours; panels.
 *
 * The pages read well without it. It runs from the file system as well as from a server, so it fetches nothing: search is loaded by script
 * elements when it is first opened. What the reader writes is kept in localStorage, an entry for each lesson, under the book's identifier, for
 * pages on a file system may share one store or have none at all: then it is kept until the page closes, and can be saved to a file.
 * All words come from the page.
 */
(function () {
	"use strict";
	var html = document.documentElement;
	var book = document.querySelector('meta[name="sheaf-book"]');
	var prefix = "sheaf/" + (book ? book.content : "") + "/";

	/* ---- the store */

	var memory = {};
	var store = {
		kept: true,
		get: function (key) {
			try {
				var text = window.localStorage.getItem(prefix + key);
				return text === null ? null : JSON.parse(text);
			} catch (error) {
				return key in memory ? memory[key] : null;
			}
		},
		put: function (key, value) {
			memory[key] = value;
			try {
				if (value === null)
					window.localStorage.removeItem(prefix + key);
				else
					window.localStorage.setItem(prefix + key, JSON.stringify(value));
			} catch (error) {
				store.kept = false;
			}
		},
		/* those of this book that begin with `start` */
		keys: function (start) {
			var found = [];
			try {
				for (var i = 0; i < window.localStorage.length; i++)
					found.push(window.localStorage.key(i));
			} catch (error) {
				found = Object.keys(memory).map(function (key) { return prefix + key; });
			}
			return found.filter(function (key) { return key.indexOf(prefix + start) === 0; })
				.map(function (key) { return key.slice(prefix.length); }).sort();
		}
	};
	try {
		window.localStorage.setItem(prefix + "probe", "1");
		window.localStorage.removeItem(prefix + "probe");
	} catch (error) {
		store.kept = false;
	}

	/* ---- colours: before anything is painted */

	html.classList.add("js");
	var colours = store.get("colours");
	if (colours === "dark" || colours === "light")
		html.setAttribute("data-colours", colours);

	function isDark() {
		var chosen = html.getAttribute("data-colours");
		return chosen ? chosen === "dark" : window.matchMedia("(prefers-color-scheme: dark)").matches;
	}

	/* ---- small helpers */

	function all(selector, from) {
		return Array.prototype.slice.call((from || document).querySelectorAll(selector));
	}
	function make(tag, attributes, children) {
		var element = document.createElement(tag);
		Object.keys(attributes || {}).forEach(function (name) { element.setAttribute(name, attributes[name]); });
		(children || []).forEach(function (child) { element.append(child); });
		return element;
	}
	function textOf(element) {
		return element ? element.textContent.replace(/\s+/g, " ").trim() : "";
	}
	function word(key) {
		var words = document.getElementById("words");
		return words && words.getAttribute("data-" + key) || "";
	}
	function root() {
		return document.body.getAttribute("data-root") || "";
	}

	/* ---- a lesson's entry: {title, read, note, answers: {key: {list, question, value}}} */

	var slug = "", title = "", questions = {};

	function lesson(which) {
		return store.get("lesson/" + which) || {};
	}
	/* Changes this lesson's entry; an entry that says nothing is no entry. */
	function change(edit) {
		var entry = lesson(slug);
		entry.answers = entry.answers || {};
		edit(entry);
		entry.title = title;
		var empty = !entry.read && !entry.note && !Object.keys(entry.answers).length;
		store.put("lesson/" + slug, empty ? null : entry);
		showNotKept();
	}
	/* Keeps what a field holds. The key is the question's own words: a new edition of the book that puts exercises in another order loses no
	 * answer. value(field) is "" or false for an empty one; usual is what an untouched field holds. */
	function keep(field, question, list, read, write, usual) {
		var key = question.slice(0, 120), n = 1;
		while (questions[n > 1 ? key + " " + n : key])
			n++;
		key = n > 1 ? key + " " + n : key;
		questions[key] = { show: show };
		function show() {
			var kept = (lesson(slug).answers || {})[key];
			write(kept ? kept.value : usual);
		}
		function put() {
			var value = read();
			change(function (entry) {
				if (value === usual)
					delete entry.answers[key];
				else
					entry.answers[key] = list ? { list: list, question: question, value: value } : { question: question, value: value };
			});
		}
		show();
		field.addEventListener(field.tagName === "TEXTAREA" || field.type === "text" ? "input" : "change", put);
	}
	function keepText(field, question) {
		keep(field, question, "", function () { return field.value; }, function (value) { field.value = value; fit(field); }, "");
		field.addEventListener("input", function () { fit(field); });
	}
	function keepTick(box, question, list) {
		keep(box, question, list, function () { return box.checked; }, function (value) { box.checked = value; }, box.defaultChecked);
	}
	/* Text areas grow with what they hold, where the style sheet cannot say so. */
	function fit(field) {
		if (field.tagName !== "TEXTAREA" || window.CSS && CSS.supports("field-sizing", "content"))
			return;
		field.style.height = "auto";
		field.style.height = field.scrollHeight + 4 + "px";
	}

	/* ---- exercises */

	function questionOf(exercise) {
		var parts = [];
		for (var at = exercise.firstElementChild; at; at = at.nextElementSibling)
			if (at.tagName === "P" && !at.matches(".exercise-label, .scale, .scale-ends, .plan-columns"))
				parts.push(textOf(at));
		return parts.join(" ") || textOf(exercise.querySelector(".exercise-label"));
	}
	function textArea(question, rows) {
		var area = make("textarea", { rows: rows, "aria-label": word("your-answer") + ": " + question });
		keepText(area, question);
		return area;
	}
	function addAnswer(exercise, rows) {
		exercise.append(make("div", { "class": "field" }, [textArea(questionOf(exercise), rows)]));
	}
	/* The inlines at the start of a list item, and a box before them, in a label. */
	function labelItem(item, input) {
		var place = item.firstElementChild && item.firstElementChild.tagName === "P" && !textBefore(item) ? item.firstElementChild : item;
		var label = make("label");
		while (place.firstChild && !(place.firstChild.nodeType === 1 && /^(UL|OL|P|DIV|TABLE|BLOCKQUOTE|PRE|FIGURE|DL)$/.test(place.firstChild.tagName)))
			label.append(place.firstChild);
		var words = textOf(label);
		if (label.firstChild && label.firstChild.nodeType === 3)
			label.firstChild.data = label.firstChild.data.trimStart();
		label.prepend(input);
		place.prepend(label);
		return words;
	}
	function textBefore(item) {
		return item.firstChild.nodeType === 3 && item.firstChild.data.trim() !== "";
	}
	function ticks(from) {
		all("li.task", from).forEach(function (item) {
			var mark = item.querySelector(".check");
			if (!mark || mark.closest("li") !== item)
				return;
			var box = make("input", { type: "checkbox" });
			var holder = item.closest(".exercise, .callout");
			box.defaultChecked = mark.textContent.indexOf("☐") < 0;
			mark.remove();
			var words = labelItem(item, box);
			keepTick(box, words, textOf(holder && holder.querySelector(".exercise-title, .callout-title")) || "-");
		});
	}
	function step(type, name, value, label) {
		var input = make("input", { type: type, value: value });
		if (name)
			input.name = name;
		if (label)
			input.setAttribute("aria-label", label);
		return { input: input, label: make("label", {}, [input, make("span", { "aria-hidden": "true" }, [value])]) };
	}
	function scale(exercise, number) {
		var question = questionOf(exercise), at = exercise.querySelector(".scale");
		var ends = all(".scale-ends span", exercise).map(textOf).join(", ");
		var group = make("div", { "class": "steps", role: "radiogroup", "aria-label": question + (ends ? " (" + ends + ")" : "") });
		var inputs = all(".step", at).map(function (was) {
			var made = step("radio", "scale-" + number, textOf(was), textOf(was));
			group.append(made.label);
			return made.input;
		});
		at.replaceWith(group);
		keep(group, question, "", function () {
			var on = inputs.filter(function (input) { return input.checked; })[0];
			return on ? on.value : "";
		}, function (value) {
			inputs.forEach(function (input) { input.checked = input.value === value; });
		}, "");
	}
	function fill(exercise) {
		var question = questionOf(exercise);
		all("td.blank", exercise).forEach(function (cell) {
			var row = cell.parentElement, table = cell.closest("table");
			var head = table.tHead && table.tHead.rows[0] && table.tHead.rows[0].cells[cell.cellIndex];
			var line = cell.cellIndex && textOf(row.cells[0]) || word("row") + " " + (row.sectionRowIndex + 1);
			var name = line + ", " + (textOf(head) || word("column") + " " + (cell.cellIndex + 1));
			var area = make("textarea", { rows: 1, "aria-label": name });
			keepText(area, (question ? question + " " : "") + name);
			cell.append(area);
		});
	}
	/* A choice that another one takes back says nothing itself: then the list hears of it. */
	function choices(list, inputs, question) {
		list.classList.add("open");
		inputs.forEach(function (input) { keepTick(input, textOf(input.closest("li")), question); });
		list.addEventListener("change", function (event) {
			inputs.forEach(function (input) {
				if (input.type === "radio" && input !== event.target && event.isTrusted)
					input.dispatchEvent(new Event("change"));
			});
		});
	}
	function quiz(exercise) {
		all("ol.choices", exercise).forEach(function (list) {
			var graded = list.closest(".question");
			if (graded) {
				choices(list, all("input", list), textOf(graded.querySelector(".asked")) || graded.getAttribute("aria-label"));
				return;
			}
			var question = questionOf(list.parentElement.tagName === "LI" ? list.parentElement : exercise);
			list.setAttribute("aria-label", question);
			choices(list, all("li", list).map(function (item) {
				var input = make("input", { type: "checkbox" });
				labelItem(item, input);
				return input;
			}), question);
		});
		var button = exercise.querySelector(".quiz-check button"), questions = all(".question", exercise);
		if (!button)
			return;
		button.hidden = false;
		button.className = "button quiet";
		button.addEventListener("click", function () { checkQuiz(exercise, questions); });
		exercise.addEventListener("change", function (event) {
			var question = event.target.closest(".question");
			if (question)
				question.classList.remove("is-right", "is-wrong");
		});
	}
	function checkQuiz(exercise, questions) {
		var good = questions.filter(function (question) {
			var chosen = all("input", question).filter(function (input) { return input.checked; }).map(function (input) { return input.value; });
			var right = chosen.join(" ") === question.getAttribute("data-right");
			question.classList.toggle("is-right", right);
			question.classList.toggle("is-wrong", !right);
			return right;
		});
		var output = exercise.querySelector(".quiz-check output"), answers = exercise.querySelector("details.answers");
		output.textContent = output.getAttribute("data-score").replace("{right}", good.length).replace("{all}", questions.length);
		if (answers)
			answers.open = true;
	}
	function tracker(exercise) {
		var days = /(\d+)\D*$/.exec(textOf(exercise.querySelector(".days")));
		var count = days ? Number(days[1]) : 1;
		all("ul > li", exercise).forEach(function (item) {
			var habit = textOf(item);
			var group = make("div", { "class": "steps", role: "group", "aria-label": habit });
			for (var day = 1; day <= count; day++) {
				var made = step("checkbox", "", String(day), habit + ", " + word("day") + " " + day);
				group.append(made.label);
				keepTick(made.input, word("day") + " " + day, habit);
			}
			item.append(group);
			item.parentElement.classList.add("days");
		});
	}
	/* A row of fields, each with a label of its own. */
	function fields(names, question) {
		return make("div", { "class": "field-row" }, names.map(function (name) {
			var input = make("input", { type: "text" });
			keepText(input, question ? question + ": " + name : name);
			return make("label", {}, [name, input]);
		}));
	}
	function plan(exercise) {
		var at = exercise.querySelector(".plan-columns"), names = textOf(at).split(" · ");
		var list = exercise.querySelector("ol") || make("ol");
		all("ol > li", exercise).forEach(function (item) {
			var what = textOf(item);
			item.append(fields(names.slice(1), what));
		});
		for (var blank = 0; blank < 3; blank++)
			list.append(make("li", {}, [fields(names, questionOf(exercise))]));
		at.replaceWith(list);
	}
	function certificate(exercise) {
		exercise.append(fields([word("your-name"), word("date")], questionOf(exercise)));
	}
	var KINDS = {
		prompt: function (exercise) { addAnswer(exercise, 4); },
		box: function (exercise) { addAnswer(exercise, 6); },
		notes: function (exercise) { addAnswer(exercise, 6); },
		scale: scale, fill: fill, quiz: quiz, tracker: tracker, plan: plan, certificate: certificate
	};

	/* ---- notes and terms pop up */

	var popup = null, opener = null;

	function closePopup(back) {
		if (!popup)
			return;
		popup.remove();
		popup = null;
		opener.setAttribute("aria-expanded", "false");
		if (back)
			opener.focus();
	}
	function placePopup() {
		popup.style.cssText = "";
		if (window.getComputedStyle(popup).position === "fixed")
			return;
		var at = opener.getClientRects()[0], width = popup.offsetWidth, height = popup.offsetHeight;
		var left = Math.max(16, Math.min(at.left + at.width / 2 - width / 2, html.clientWidth - width - 16));
		var below = at.bottom + 10 + height < window.innerHeight || at.top < height + 20;
		popup.style.left = left + window.scrollX + "px";
		popup.style.top = (below ? at.bottom + 8 : at.top - height - 8) + window.scrollY + "px";
	}
	function openPopup(link, note) {
		closePopup(false);
		popup = document.getElementById("popup-shape").content.firstElementChild.cloneNode(true);
		var text = popup.querySelector(".popup-text");
		Array.prototype.forEach.call(note.childNodes, function (node) { text.append(node.cloneNode(true)); });
		all("[id]", text).forEach(function (element) { element.removeAttribute("id"); });
		all(".note-back, .note-number", text).forEach(function (element) { element.remove(); });
		popup.setAttribute("aria-label", note.getAttribute("aria-label") || textOf(link));
		opener = link;
		opener.setAttribute("aria-expanded", "true");
		document.body.append(popup);
		placePopup();
		popup.focus({ preventScroll: true });
		popup.querySelector(".close").addEventListener("click", function () { closePopup(true); });
	}
	function popups() {
		all("a.note-ref, a.gloss-ref").forEach(function (link) {
			var id = (link.getAttribute("href") || "").split("#")[1];
			var note = id && link.getAttribute("href").charAt(0) === "#" && document.getElementById(decodeURIComponent(id));
			if (!note)
				return;
			link.setAttribute("aria-haspopup", "dialog");
			link.setAttribute("aria-expanded", "false");
			link.addEventListener("click", function (event) {
				if (event.ctrlKey || event.metaKey || event.shiftKey)
					return;
				event.preventDefault();
				if (popup && opener === link)
					closePopup(true);
				else
					openPopup(link, note);
			});
		});
		document.addEventListener("keydown", function (event) {
			if (!popup)
				return;
			if (event.key === "Escape") {
				event.preventDefault();
				closePopup(true);
			} else if (event.key === "Tab" && leaves(event)) {
				event.preventDefault();
				closePopup(true);
			}
		});
		document.addEventListener("click", function (event) {
			if (popup && !popup.contains(event.target) && !opener.contains(event.target))
				closePopup(false);
		});
		window.addEventListener("resize", function () {
			if (popup)
				placePopup();
		});
	}
	/* The pop-up stands at the end of the page: tabbing out of it leads back to the term that opened it. */
	function leaves(event) {
		var stops = all("a[href], button", popup), at = stops.indexOf(document.activeElement);
		return event.shiftKey ? at <= 0 : at === stops.length - 1;
	}

	/* ---- panels */

	function loadScript(name, then) {
		var script = make("script", { src: root() + "assets/" + name });
		script.onload = then;
		document.head.append(script);
	}
	var searching = false;
	function startSearch() {
		if (searching)
			return;
		searching = true;
		loadScript("search-data.js", function () {
			loadScript("search.js", function () {
				var input = document.getElementById("search");
				window.sheafSearch.attach(input, document.getElementById("search-results"), document.getElementById("search-status"));
				if (input.value)
					input.dispatchEvent(new Event("input", { bubbles: true }));
			});
		});
	}
	function panels() {
		all("[data-opens]").forEach(function (button) {
			var panel = document.getElementById(button.getAttribute("data-opens"));
			button.addEventListener("click", function () {
				closePopup(false);
				if (panel.id === "search-panel")
					startSearch();
				showCounts();
				showNotKept();
				panel.showModal();
				var field = panel.querySelector("input[type=search]");
				if (field)
					field.select();
			});
		});
		all("dialog.panel").forEach(function (panel) {
			panel.querySelector(".close").addEventListener("click", function () { panel.close(); });
			/* a click beside it */
			panel.addEventListener("click", function (event) {
				if (event.target === panel)
					panel.close();
			});
			/* a result on this very page */
			panel.addEventListener("click", function (event) {
				var link = event.target.closest("a[href]");
				if (link && link.pathname === window.location.pathname)
					panel.close();
			});
		});
		/* Enter in the search field chooses nothing */
		all("form[role=search]").forEach(function (form) {
			form.addEventListener("submit", function (event) { event.preventDefault(); });
		});
	}

	/* ---- what has been read */

	function lessons() {
		var seen = {};
		return all(".toc [data-slug]").map(function (item) { return item.getAttribute("data-slug"); })
			.filter(function (name) { return name && !seen[name] && (seen[name] = true); });
	}
	function tick() {
		var svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), path = document.createElementNS(svg.namespaceURI, "path");
		svg.setAttribute("class", "toc-tick");
		svg.setAttribute("viewBox", "0 0 24 24");
		svg.setAttribute("aria-hidden", "true");
		path.setAttribute("d", "M4 13l5 5L20 6");
		svg.append(path);
		return svg;
	}
	/* A page of a large course lists the lessons around its own: how many there are is said apart. */
	function showCounts() {
		var read = store.keys("lesson/").map(function (key) { return key.slice("lesson/".length); }).filter(function (name) { return lesson(name).read; });
		var of = Number(document.body.getAttribute("data-lessons"));
		all(".toc [data-slug]").forEach(function (item) {
			var link = item.querySelector("a");
			all(".toc-tick, .apart.tick", link).forEach(function (old) { old.remove(); });
			if (read.indexOf(item.getAttribute("data-slug")) >= 0)
				link.append(tick(), make("span", { "class": "apart tick" }, [" (" + word("have-read") + ")"]));
		});
		all("[data-count=read]").forEach(function (place) {
			place.textContent = read.length ? word("lessons-read").replace("{read}", Math.min(read.length, of)).replace("{all}", of) : "";
		});
		showStart();
	}
	/* The first page leads on to the lesson that was open last. */
	function showStart() {
		var start = document.getElementById("start"), last = store.get("last"), names = lessons();
		var item = start && last && names.indexOf(last) > 0 && document.querySelector('.toc [data-slug="' + last + '"] a');
		if (!item)
			return;
		start.href = item.href;
		start.textContent = word("continue-reading") + " " + textOf(item.querySelector(".toc-title"));
	}
	function showNotKept() {
		var kept = document.getElementById("notes-kept");
		if (!kept)
			return;
		kept.hidden = !store.kept;
		document.getElementById("notes-not-kept").hidden = store.kept;
	}
	function showOwn() {
		var read = document.getElementById("read"), notes = document.getElementById("own-notes"), entry = lesson(slug);
		if (read)
			read.checked = Boolean(entry.read);
		if (notes) {
			notes.value = entry.note || "";
			fit(notes);
		}
	}
	function own() {
		var read = document.getElementById("read"), notes = document.getElementById("own-notes");
		showOwn();
		if (read)
			read.addEventListener("change", function () {
				change(function (entry) { entry.read = read.checked; });
				showCounts();
			});
		if (notes)
			notes.addEventListener("input", function () {
				change(function (entry) { entry.note = notes.value; });
				fit(notes);
			});
	}
	function showAll() {
		if (slug) {
			showOwn();
			Object.keys(questions).forEach(function (key) { questions[key].show(); });
		}
		showCounts();
	}

	/* ---- to a file and back: Markdown to read, with the entries in a comment at its end */

	var MARK = "<!-- sheaf-notes ";

	function entries() {
		var found = {};
		store.keys("lesson/").forEach(function (key) { found[key.slice("lesson/".length)] = store.get(key); });
		return found;
	}
	function quote(text) {
		return text.split("\n").map(function (line) { return "> " + line; }).join("\n");
	}
	function lessonAsMarkdown(entry) {
		var parts = ["## " + (entry.read ? "☑ " : "") + entry.title], list = null;
		if (entry.note)
			parts.push(quote(entry.note));
		Object.keys(entry.answers || {}).forEach(function (key) {
			var answer = entry.answers[key];
			if (answer.list) {
				if (answer.list !== list && answer.list !== "-")
					parts.push("**" + answer.list + "**");
				list = answer.list;
				parts.push("- [" + (answer.value ? "x" : " ") + "] " + answer.question);
			} else {
				list = null;
				parts.push("**" + answer.question + "**", quote(answer.value));
			}
		});
		/* items of one list stand together */
		return parts.join("\n\n").replace(/(^- \[.\] .*)\n\n(?=- \[)/gm, "$1\n");
	}
	function asMarkdown() {
		var kept = entries(), order = lessons();
		var names = order.filter(function (name) { return kept[name]; })
			.concat(Object.keys(kept).filter(function (name) { return order.indexOf(name) < 0; }));
		var data = JSON.stringify({ book: book.content, lessons: kept }).replace(/--/g, "-\\u002d");
		return ["# " + bookTitle() + ": " + word("your-notes")]
			.concat(names.map(function (name) { return lessonAsMarkdown(kept[name]); }), [MARK + data + " -->", ""]).join("\n\n");
	}
	function bookTitle() {
		return document.title.split(" · ").pop();
	}
	function save() {
		var url = URL.createObjectURL(new Blob([asMarkdown()], { type: "text/markdown;charset=utf-8" }));
		var link = make("a", { href: url, download: bookTitle().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").toLowerCase() + "-notes.md" });
		document.body.append(link);
		link.click();
		link.remove();
		window.setTimeout(function () { URL.revokeObjectURL(url); }, 10000);
	}
	/* What stands in both is the file's. */
	function merge(name, entry) {
		var mine = lesson(name), answers = mine.answers || {};
		Object.keys(entry.answers || {}).forEach(function (key) { answers[key] = entry.answers[key]; });
		store.put("lesson/" + name, {
			title: String(entry.title || mine.title || name), read: Boolean(entry.read || mine.read), note: String(entry.note || mine.note || ""), answers: answers
		});
	}
	function load(text) {
		var at = text.lastIndexOf(MARK), data = null;
		try {
			data = at < 0 ? null : JSON.parse(text.slice(at + MARK.length, text.lastIndexOf(" -->")));
		} catch (error) {
			data = null;
		}
		if (!data || data.book !== book.content || typeof data.lessons !== "object")
			return false;
		Object.keys(data.lessons).forEach(function (name) { merge(name, data.lessons[name]); });
		showAll();
		return true;
	}
	function say(key) {
		document.getElementById("notes-status").textContent = word(key);
	}
	function files() {
		var file = document.getElementById("notes-file");
		if (!file)
			return;
		document.getElementById("notes-save").addEventListener("click", save);
		document.getElementById("notes-load").addEventListener("click", function () { file.click(); });
		document.getElementById("notes-clear").addEventListener("click", function () {
			if (!window.confirm(word("clear-sure")))
				return;
			store.keys("lesson/").concat("last").forEach(function (key) { store.put(key, null); });
			showAll();
			say("notes-cleared");
		});
		file.addEventListener("change", function () {
			var reader = new FileReader();
			if (!file.files.length)
				return;
			reader.onload = function () { say(load(String(reader.result)) ? "notes-loaded" : "notes-not-loaded"); };
			reader.readAsText(file.files[0]);
			file.value = "";
		});
	}

	/* ---- */

	function darkButton() {
		var button = document.getElementById("dark");
		function show() { button.setAttribute("aria-pressed", String(isDark())); }
		if (!button)
			return;
		show();
		window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
		button.addEventListener("click", function () {
			var now = isDark() ? "light" : "dark";
			html.setAttribute("data-colours", now);
			store.put("colours", now);
			show();
		});
	}
	/* Folded above the text on a narrow screen, open beside it on a wide one. */
	function contentsBeside() {
		var fold = document.querySelector(".beside-fold"), wide = window.matchMedia("(min-width: 70rem)");
		if (!fold)
			return;
		function set() { fold.open = wide.matches; }
		set();
		wide.addEventListener("change", set);
		var here = fold.querySelector("[aria-current]"), side = fold.parentElement;
		if (here && wide.matches && here.offsetTop > side.clientHeight * 0.7)
			side.scrollTop = here.offsetTop - side.clientHeight / 2;
	}
	/* A table that is wider than the page scrolls by itself, by keyboard too. */
	function wideTables() {
		var boxes = all(".chapter table").map(function (table) {
			var box = make("div", { "class": "wide-table" });
			table.replaceWith(box);
			box.append(table);
			return box;
		});
		function set() {
			boxes.forEach(function (box) {
				var wide = box.scrollWidth > box.clientWidth;
				if (wide === box.hasAttribute("tabindex"))
					return;
				if (!wide) {
					["tabindex", "role", "aria-label"].forEach(function (name) { box.removeAttribute(name); });
					return;
				}
				box.setAttribute("tabindex", "0");
				box.setAttribute("role", "group");
				box.setAttribute("aria-label", textOf(box.querySelector("caption")) || textOf(box.querySelector("tr")));
			});
		}
		set();
		window.addEventListener("resize", set);
	}
	function start() {
		var heading = document.getElementById("page.title");
		slug = document.getElementById("own-notes") ? document.body.getAttribute("data-slug") : "";
		title = textOf(heading);
		darkButton();
		contentsBeside();
		popups();
		panels();
		files();
		if (slug) {
			all(".chapter .exercise").forEach(function (exercise, number) {
				var kind = /(?:^| )exercise-(\w+)/.exec(exercise.className);
				if (kind && KINDS[kind[1]])
					KINDS[kind[1]](exercise, number);
			});
			ticks(document.querySelector(".chapter"));
			own();
			store.put("last", slug);
		}
		wideTables();
		showAll();
		/* written in another window */
		window.addEventListener("storage", function (event) {
			if (event.key === null || event.key.indexOf(prefix) === 0)
				showAll();
		});
		window.addEventListener("pageshow", function (event) {
			if (event.persisted)
				showAll();
		});
	}
	if (document.readyState === "loading")
		document.addEventListener("DOMContentLoaded", start);
	else
		start();
})();
