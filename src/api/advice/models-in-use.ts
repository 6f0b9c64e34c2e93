export { modelsInUse } from '../../analysis/models-in-use.js';
