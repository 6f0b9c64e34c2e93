import type { Casting } from '../scene.js';
import { BankCustomer } from './bank-customer.js';
import { BroughtBack } from './brought-back.js';
import { LateCaller } from './late-caller.js';
import { Merchant } from './merchant.js';
import { MuleAsVictim } from './mule-as-victim.js';
import { SecondWord } from './second-word.js';
import { Spokesman } from './spokesman.js';

/** Who may come to a day, by the name of his chances. */
export const CAST: Readonly<Record<string, Casting>> = {
  'bank-customer': (scene, random) => new BankCustomer(scene, random),
  'brought-back': (scene, random) => new BroughtBack(scene, random),
  'late-caller': (scene, random) => new LateCaller(scene, random),
  merchant: (scene, random) => new Merchant(scene, random),
  'mule-as-victim': (scene, random) => new MuleAsVictim(scene, random),
  'second-word': (scene, random) => new SecondWord(scene, random),
  spokesman: (scene, random) => new Spokesman(scene, random),
};
