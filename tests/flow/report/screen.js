// What a page gets wrong for its readers, as a list of sentences.
(() => {
const wrong = [], all = (s, of = document) => [...of.querySelectorAll(s)];
const say = (ok, what) => ok || wrong.push(what);
const shown = e => e.getClientRects().length > 0;

say(['ja', 'en'].includes(document.documentElement.lang), 'no language');
say(document.title !== '', 'no title');
say(document.documentElement.scrollWidth <= document.documentElement.clientWidth, 'wider than the screen');

let level = 0;
for (const h of all('h1,h2,h3,h4,h5,h6')) {
	const n = +h.tagName[1];
	say(n <= level + 1 && (n > 1 || level === 0), `${h.tagName} after H${level}`);
	say(h.textContent.trim() !== '', `empty ${h.tagName}`);
	level = n;
}
say(level > 0, 'no headings');
all('h2').forEach((h, i) => {
	say(parseInt(h.textContent) === i + 1, `section ${i + 1} is ${h.textContent}`);
	say(h.nextElementSibling && !/^H\d/.test(h.nextElementSibling.tagName), `nothing under ${h.textContent}`);
});
say(all('main').length === 1, 'no main part');

for (const i of all('img')) say(i.alt, 'an image without alternative');
for (const s of all('svg')) {
	say(s.getAttribute('role') === 'img', 'a picture that is none');
	say(s.querySelector('title')?.textContent, 'a picture without title');
	say(s.querySelector('desc')?.textContent, 'a picture without description');
}
for (const t of all('table')) {
	say(t.caption?.textContent, 'a table without caption');
	say(t.tHead && all('th', t.tHead).length > 0, 'a table without head');
	for (const h of all('th', t))
		say(h.scope, `a head without scope: ${h.textContent}`);
	for (const r of t.tBodies[0].rows)
		say(r.querySelector('th[scope=row]'), `a row without head in ${t.caption?.textContent}`);
}

// Nothing is fetched, run or left for elsewhere.
for (const e of all('*')) {
	say(!['script', 'iframe', 'object', 'embed', 'link', 'form', 'base', 'foreignObject'].includes(e.tagName), e.tagName);
	for (const a of e.attributes) {
		say(!a.name.startsWith('on'), `${e.tagName} ${a.name}`);
		if (/(^|:)(href|src|srcset|action|data)$/.test(a.name))
			say(/^data:image\/png;base64,[\w+/=]*$/.test(a.value) && e.tagName === 'IMG' || /^#/.test(a.value) && document.getElementById(a.value.slice(1)), `${a.name}=${a.value}`);
		say(!/url\(/.test(a.value), `${a.name}=${a.value}`);
	}
}
say(!/@import|url\(/.test(all('style').map(s => s.textContent).join()), 'a style from outside');
say(!/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/.test(document.documentElement.outerHTML), 'raw controls of direction');

const rgb = c => (c.match(/[\d.]+/g) || []).map(Number);
const light = c => { const [r, g, b] = rgb(c).map(v => (v /= 255) <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
	return .2126 * r + .7152 * g + .0722 * b; };
const contrast = (a, b) => { const [x, y] = [light(a), light(b)]; return (Math.max(x, y) + .05) / (Math.min(x, y) + .05); };
const WHITE = 'rgb(255, 255, 255)';
const behind = e => { for (; e; e = e.parentElement) { const c = rgb(getComputedStyle(e).backgroundColor); if (c[3] !== 0) return `rgb(${c})`; } return WHITE; };
const inside = (x, y, r) => x > r.left && x < r.right && y > r.top && y < r.bottom;

const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (words.nextNode()) {
	const e = words.currentNode.parentElement;
	if (!words.currentNode.data.trim() || e.closest('svg') || !shown(e)) continue;
	const k = contrast(getComputedStyle(e).color, behind(e));
	say(k >= 4.5, `contrast ${k.toFixed(1)}: ${words.currentNode.data.slice(0, 30)}`);
	say(parseFloat(getComputedStyle(e).fontSize) >= 11, `small: ${words.currentNode.data.slice(0, 30)}`);
}
for (const s of all('svg').filter(shown)) {
	// Its letters are as on a desk: it is moved in its box.
	say(!s.closest('.picture') || s.getBoundingClientRect().width > s.width.baseVal.value - 2, 'a drawing that shrinks');
	const frame = s.getBoundingClientRect(), bars = all('rect', s), texts = all('text', s), boxes = texts.map(t => t.getBoundingClientRect());
	texts.forEach((t, i) => {
		const b = boxes[i], x = (b.left + b.right) / 2, y = (b.top + b.bottom) / 2, name = `"${t.textContent}"`;
		const on = bars.filter(r => inside(x, y, r.getBoundingClientRect())).pop();
		const k = contrast(getComputedStyle(t).fill, on ? getComputedStyle(on).fill : WHITE);
		say(k >= 4.5, `contrast ${k.toFixed(1)}: ${name}`);
		say(b.left >= frame.left - 1 && b.right <= frame.right + 1 && b.top >= frame.top - 1 && b.bottom <= frame.bottom + 1, `${name} is cut off`);
		if (on) { const r = on.getBoundingClientRect(); say(b.left > r.left && b.right < r.right, `${name} runs out of its box`); }
		const size = parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a;
		say(Math.abs(t.getScreenCTM().b) > 0 || size >= 9, `${name} is ${size.toFixed(1)} px high`);
		boxes.slice(i + 1).forEach((c, j) => say(Math.min(b.right, c.right) - Math.max(b.left, c.left) < 1 || Math.min(b.bottom, c.bottom) - Math.max(b.top, c.top) < b.height / 4,
			`${name} over "${texts[i + 1 + j].textContent}"`));
	});
	for (const r of bars) say(contrast(getComputedStyle(r).stroke, WHITE) >= 3, 'a bar without outline');
	// Told apart in grey print, too.
	const fills = [...new Set(bars.map(r => getComputedStyle(r).fill))].filter(() => s.closest('.broad,.narrow'));
	fills.forEach((f, i) => fills.slice(i + 1).forEach(g => say(contrast(f, g) >= 3, `bars of ${f} and ${g} look alike`)));
}
return wrong;
})()
