/** The contract over the test layers. */
import { contract } from "../support/contract.js"
import { subjects } from "../support/providers.js"

contract(subjects)
