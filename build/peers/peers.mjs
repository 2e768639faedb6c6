// Times takumi and satori with resvg on the card that it is given, and prints one line of JSON for each engine.
// node peers.mjs CARD.json ENGINE COUNT SECONDS     (ENGINE: takumi or satori)
// node peers.mjs CARD.json ENGINE --loop SECONDS    draws for so long and prints how many cards it drew
import { readFileSync } from 'node:fs';
import { fork } from 'node:child_process';
import { createRequire } from 'node:module';

const [cardFile, engine, count, seconds] = process.argv.slice(2);
const modules = process.env.PEERS_MODULES;
const require = createRequire(`${modules}/package.json`);
const card = JSON.parse(readFileSync(cardFile, 'utf8'));
const warmUps = 10;

const fontData = card.fonts.map(font => ({ name: font.name, weight: font.weight, style: 'normal', data: readFileSync(font.path) }));
const logo = readFileSync(card.logo);
const text = style => ({ fontSize: style.size, lineHeight: style.lineHeight, fontWeight: style.weight, color: style.color });
const at = (left, top, more) => ({ position: 'absolute', left, top, ...more });
const root = {
  display: 'flex', position: 'relative', width: card.width, height: card.height, fontFamily: card.family,
  backgroundImage: `linear-gradient(135deg, ${card.from}, ${card.to})`,
};
const panel = at(card.panel.x, card.panel.y, {
  width: card.panel.width, height: card.panel.height, borderRadius: card.panel.radius, boxSizing: 'border-box',
  backgroundColor: card.panel.fill, border: `1px solid ${card.panel.stroke}`,
});
const picture = at(card.picture.x, card.picture.y, { width: card.picture.size, height: card.picture.size, borderRadius: card.picture.radius });
const column = at(card.title.x, card.title.y, { width: card.textWidth, display: 'flex', flexDirection: 'column' });

async function openTakumi() {
  const { Renderer } = require('@takumi-rs/core');
  const renderer = new Renderer();
  for (const font of fontData) await renderer.registerFont(font);
  const box = (style, children) => ({ type: 'container', style, children });
  const words = (style, value) => ({ type: 'text', text: value, style });
  return (title, format) => renderer.render(box(root, [
    box(panel, []),
    { type: 'image', src: 'logo', style: picture },
    words(at(card.site.x, card.site.y, text(card.site)), card.site.text),
    box(column, [words(text(card.title), title), words({ ...text(card.description), marginTop: card.description.gap }, card.description.text)]),
    words(at(card.foot.x, card.foot.y, text(card.foot)), card.foot.text),
  ]), {
    width: card.width, height: card.height, format, images: [{ src: 'logo', data: logo }], fontFamilies: [card.family],
    ...(format === 'png' ? {} : { quality: 80 }),
  });
}

async function openSatori() {
  const { default: satori } = require('satori');
  const { Resvg } = require('@resvg/resvg-js');
  const source = 'data:image/png;base64,' + logo.toString('base64');
  const element = (type, style, children, more) => ({ type, key: null, props: { style, children, ...more } });
  return async title => {
    const svg = await satori(element('div', root, [
      element('div', panel),
      element('img', picture, undefined, { src: source, width: card.picture.size, height: card.picture.size }),
      element('div', at(card.site.x, card.site.y, text(card.site)), card.site.text),
      element('div', column, [
        element('div', text(card.title), title),
        element('div', { ...text(card.description), marginTop: card.description.gap }, card.description.text),
      ]),
      element('div', at(card.foot.x, card.foot.y, text(card.foot)), card.foot.text),
    ]), { width: card.width, height: card.height, fonts: fontData });
    return new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng();
  };
}

const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const render = await (engine === 'takumi' ? openTakumi() : openSatori());
for (let i = 0; i < warmUps; i++) await render(`${card.title.text} w${i}`, 'png');

if (count === '--loop') {
  process.send?.('ready');
  await new Promise(resolve => process.once('message', resolve));
  const start = performance.now();
  let drawn = 0;
  while (performance.now() - start < seconds * 1000) await render(`${card.title.text} ${drawn++}`, 'png');
  process.send(drawn / ((performance.now() - start) / 1000), () => process.exit(0));
} else {
  const result = { engine, formats: {} };
  for (const format of engine === 'takumi' ? ['png', 'jpeg', 'webp'] : ['png']) {
    for (let i = 0; i < warmUps; i++) await render(`${card.title.text} w${i}`, format);
    const times = [], sizes = [];
    for (let i = 0; i < +count; i++) {
      const start = performance.now();
      const file = await render(`${card.title.text} ${i}`, format);
      times.push(performance.now() - start);
      sizes.push(file.length);
    }
    result.formats[format] = { ms: median(times), bytes: median(sizes) };
  }
  const children = [0, 1].map(() => fork(process.argv[1], [cardFile, engine, '--loop', seconds]));
  const next = child => new Promise((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', code => reject(new Error(`a process of ${engine} ended with ${code}`)));
  });
  await Promise.all(children.map(next));
  const speeds = children.map(next);
  children.forEach(child => child.send('go'));
  result.perSecondOfTwo = (await Promise.all(speeds)).reduce((sum, speed) => sum + speed, 0);
  result.residentMb = process.memoryUsage().rss / 1e6;
  console.log(JSON.stringify(result));
}
