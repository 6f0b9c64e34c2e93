import { anchorOf, unseenOf } from '../../../web/src/case/trail/trail-layout.js';

const at = (id: string, x: number, y: number) => ({ id, x, y });
const SHOWN = { left: 0, top: 0, right: 600, bottom: 400 };
const SIZE = { widthPx: 100, heightPx: 80 };

describe('what a person looks at when hops arrive', () => {
  it.each([
    ['the box nearest to the middle', undefined, 'near', 0, 50],
    ['the chosen box, also where another is nearer', 'far', 'far', 10, -20],
    ['the nearest, where the chosen one went', 'gone', 'near', 0, 50],
  ])('is %s', (_name, chosen, id, movedX, movedY) => {
    const was = [at('far', 0, 0), at('near', 280, 180), at('gone', 300, 200)];
    const is = [at('far', 10, -20), at('near', 280, 230), at('new', 300, 200)];
    expect(anchorOf(was, is, SHOWN, chosen)).toEqual({ id, movedX, movedY });
  });

  it('is nothing where no box is left', () => {
    expect(anchorOf([at('gone', 0, 0)], [at('new', 0, 0)], SHOWN, undefined)).toBeUndefined();
  });

  it.each([
    ['within', 0, 0, false],
    ['at the last edge', 500, 320, false],
    ['cut to the right', 501, 0, true],
    ['cut below', 0, 321, true],
    ['cut to the left', -1, 0, true],
    ['cut above', 0, -1, true],
  ])('has a box %s', (_name, x, y, isUnseen) => {
    expect(unseenOf({ x, y }, SIZE, SHOWN)).toBe(isUnseen);
  });
});
