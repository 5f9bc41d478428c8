/*
 * The search over a course's lessons. The index was made when the course was built (window.sheafSearchData: words, and in which sections they
 * stand with which weight); the texts, which only show what was found, come later (search-text.js). Nothing is fetched, nothing leaves the page.
 *
 * What is typed is folded as the index was: no marks, no case; characters of scripts without blanks go in pairs. The last word may be unfinished.
 * A word that no lesson has stands for those that begin as it does, else for those a slip away: a letter wrong, missing, doubled or exchanged.
 * Sections with all words come first. The rarer a word, the more it counts.
 */
"use strict";

window.sheafSearch = (function () {
	const data = window.sheafSearchData;
	const root = document.currentScript ? new URL("../", document.currentScript.src) : null;
	const words = data.words ? data.words.split(" ") : [];
	const postings = data.postings ? data.postings.split(" ") : [];
	const place = new Map(words.map((word, i) => [word, i]));
	const decoded = new Map();
	const MARKS = /\p{M}/gu;
	const UNSPACED = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}]/u;
	const MOST = 20, MOST_OF_A_LESSON = 2, SNIPPET = 170;

	/* ---- words */

	function fold(text) {
		return text.normalize("NFKD").replace(MARKS, "").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
	}

	/* The words of a folded text. */
	function tokens(folded) {
		const found = [];
		for (const run of folded.match(/[\p{L}\p{Nd}]+/gu) || []) {
			let word = "", pair = "";
			for (const letter of run) {
				if (UNSPACED.test(letter)) {
					if (word) found.push(word);
					if (pair) found.push(pair + letter);
					word = "";
					pair = letter;
				} else {
					if (pair && !found.some(w => w.endsWith(pair))) found.push(pair);
					pair = "";
					word += letter;
				}
			}
			if (word) found.push(word);
			if (pair && [...run].length === 1) found.push(pair);
		}
		return found;
	}

	/* ---- the index */

	function sectionsOf(term) {
		let list = decoded.get(term);
		if (list) return list;
		list = [];
		const text = postings[term];
		for (let i = 0, section = 0; i < text.length;) {
			let value = 0, shift = 0, digit;
			do {
				const c = text.charCodeAt(i++);
				digit = c === 45 ? 62 : c === 95 ? 63 : c < 58 ? c + 4 : c < 91 ? c - 65 : c - 71;
				value |= (digit & 31) << shift;
				shift += 5;
			} while (digit & 32);
			section += value >>> 4;
			list.push([section, (value & 15) + 1]);
		}
		decoded.set(term, list);
		return list;
	}

	/* Which letters a word has, as bits. A slip changes two of them at most: most words are ruled out by this alone. */
	function lettersOf(word) {
		let bits = 0;
		for (let i = 0; i < word.length; i++) bits |= 1 << (word.charCodeAt(i) & 31);
		return bits;
	}
	let letters = null; /* by word, once a slip was made */
	function differ(x, y) {
		let bits = x ^ y, n = 0;
		for (; bits; bits &= bits - 1) n++;
		return n;
	}

	/* Whether b is at most `most` slips from a: a letter more, less, another, or two exchanged (Damerau 1964). */
	function isNear(a, b, most) {
		if (Math.abs(a.length - b.length) > most || differ(lettersOf(a), lettersOf(b)) > 2 * most) return false;
		let before = [], last = [], row = [];
		for (let j = 0; j <= b.length; j++) last.push(j);
		for (let i = 1; i <= a.length; i++) {
			row = [i];
			let least = i;
			for (let j = 1; j <= b.length; j++) {
				const same = a[i - 1] === b[j - 1];
				let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1));
				if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1);
				row.push(cost);
				if (cost < least) least = cost;
			}
			if (least > most) return false;
			before = last;
			last = row;
		}
		return last[b.length] <= most;
	}

	/* The words of the index that a typed one may mean, each with how well. */
	function meant(token, unfinished) {
		const found = new Map();
		const exact = place.has(token);
		if (exact) found.set(place.get(token), 1);
		const stem = token.length > 4 ? token.slice(0, Math.max(4, token.length - 2)) : token;
		if (unfinished || token.length > 3)
			words.forEach((word, i) => {
				if (found.has(i)) return;
				if (word.startsWith(token)) found.set(i, unfinished && !exact ? 0.8 : word.length - token.length < 4 ? 0.7 : 0.4);
				else if (token.length > 4 && word.startsWith(stem) && Math.abs(word.length - token.length) < 4) found.set(i, 0.3);
			});
		if (found.size || token.length < 4) return found;
		const most = token.length < 8 ? 1 : 2;
		letters = letters || Int32Array.from(words, lettersOf);
		const own = lettersOf(token);
		words.forEach((word, i) => {
			if (!unfinished && differ(own, letters[i]) > 2 * most) return;
			if (isNear(token, word, most) || (unfinished && word.length > token.length && isNear(token, word.slice(0, token.length), 1)))
				found.set(i, 0.5);
		});
		return found;
	}

	/* ---- finding */

	function rank(list) {
		const all = data.sections.length, scores = new Map();
		list.forEach((token, k) => {
			const best = new Map();
			for (const [term, how] of meant(token, k === list.length - 1)) {
				const where = sectionsOf(term), rarity = Math.log(1 + all / where.length);
				for (const [section, weight] of where) best.set(section, Math.max(best.get(section) || 0, how * rarity * weight));
			}
			for (const [section, score] of best) {
				const now = scores.get(section) || { section, score: 0, count: 0 };
				now.score += score;
				now.count++;
				scores.set(section, now);
			}
		});
		return [...scores.values()].sort((a, b) => b.count - a.count || b.score - a.score || a.section - b.section);
	}

	function stands(word, token) {
		if (UNSPACED.test(token)) return word.includes(token);
		return word.startsWith(token.length > 4 ? token.slice(0, Math.max(4, token.length - 2)) : token) || (token.length > 3 && isNear(token, word, 1));
	}

	/* Where the words stand in a text, as written: [from, to] pairs. A character may fold into several, or into none. */
	function spots(text, list) {
		let folded = "";
		const from = [];
		for (let i = 0; i < text.length;) {
			const code = text.codePointAt(i), letter = String.fromCodePoint(code), f = code < 128 ? letter.toLowerCase() : fold(letter);
			for (let k = 0; k < f.length; k++) from.push(i);
			folded += f;
			i += letter.length;
		}
		from.push(text.length);
		const found = [], known = new Map();
		const matches = word => {
			if (!known.has(word)) known.set(word, list.findIndex(token => stands(word, token)));
			return known.get(word);
		};
		for (const match of folded.matchAll(/[\p{L}\p{Nd}]+/gu)) {
			const token = list[matches(match[0])];
			if (!token) continue;
			const paired = UNSPACED.test(token), at = match.index + (paired ? match[0].indexOf(token) : 0);
			found.push([from[at], from[at + (paired ? token.length : match[0].length)]]);
		}
		return found;
	}

	/* A stretch of the text around the first words found, in pieces: {text, mark}. */
	function snippet(text, list) {
		const all = spots(text, list), first = all.length ? all[0][0] : 0;
		let start = Math.max(0, first - 60), end = Math.min(text.length, start + SNIPPET);
		if (start) start = Math.min(first, text.indexOf(" ", start) + 1 || start);
		if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + SNIPPET / 2);
		const pieces = [];
		let at = start;
		if (start) pieces.push({ text: "… ", mark: false });
		for (const [from, to] of all) {
			if (from < at || to > end) continue;
			pieces.push({ text: text.slice(at, from), mark: false }, { text: text.slice(from, to), mark: true });
			at = to;
		}
		pieces.push({ text: text.slice(at, end) + (end < text.length ? " …" : ""), mark: false });
		return pieces.filter(piece => piece.text);
	}

	/* The best sections: {href (from the course's folder), title, heading, snippet, score}. */
	function find(query, limit) {
		const list = tokens(fold(query)).slice(0, 12), of = new Map(), results = [];
		if (!list.length) return results;
		const ranked = rank(list), most = ranked.length ? ranked[0].count : 0;
		for (const { section, score, count } of ranked) {
			const [lesson, id, heading] = data.sections[section];
			if (results.length >= (limit || MOST) || count < most) break;
			if ((of.get(lesson) || 0) >= MOST_OF_A_LESSON) continue;
			of.set(lesson, (of.get(lesson) || 0) + 1);
			results.push({ href: data.lessons[lesson][0] + (id ? "#" + encodeURIComponent(id) : ""), title: data.lessons[lesson][1], heading, score,
				snippet: window.sheafSearchText ? snippet(window.sheafSearchText[section], list) : [] });
		}
		return results;
	}

	/* ---- the page */

	function item(result) {
		const entry = document.createElement("li"), link = document.createElement("a"), text = document.createElement("p");
		link.href = new URL(result.href, root).href;
		link.textContent = result.heading ? result.title + " · " + result.heading : result.title;
		for (const piece of result.snippet) {
			const part = piece.mark ? document.createElement("mark") : document.createTextNode(piece.text);
			if (piece.mark) part.textContent = piece.text;
			text.append(part);
		}
		entry.append(link);
		if (result.snippet.length) entry.append(text);
		return entry;
	}

	/* input: what is typed; results: an <ol>; status: says how many, politely. Arrow keys go through the results and back. */
	function attach(input, results, status) {
		const links = () => [...results.querySelectorAll("a")];
		function show() {
			const found = find(input.value);
			results.replaceChildren(...found.map(item));
			status.textContent = !input.value.trim() ? "" : found.length ? data.found.replace("{n}", found.length) : data.none;
		}
		function move(event, by) {
			const all = links(), next = all.indexOf(document.activeElement) + by;
			event.preventDefault();
			if (next < 0) input.focus();
			else if (all[next]) all[next].focus();
		}
		input.addEventListener("input", show);
		for (const element of [input, results])
			element.addEventListener("keydown", event => {
				if (event.key === "ArrowDown") move(event, 1);
				if (event.key === "ArrowUp") move(event, -1);
			});
		const script = document.createElement("script");
		script.src = new URL("assets/search-text.js", root).href;
		script.onload = show;
		document.head.append(script);
	}

	return { find, attach, fold, tokens };
})();
