export { complaintWorkflow } from './complaint.workflow.js';
export { holdWorkflow } from './hold.workflow.js';
