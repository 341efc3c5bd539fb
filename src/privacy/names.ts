/**
 * The words that a provider's codes and names of fields may be made of to be printed.
 *
 * Both come over the wire, where they could as well repeat the key or what a customer typed, and no form tells the one
 * from the other. So what is printed is a list: a name with another word in it stands in the error's fields alone.
 */
const words = new Set(
  `
  account accounts address amount api at authentication authorization
  backend bad bank base billing birth blank body brand
  call card cards charge check city code company conflict country created credit currency customer customers
  data date day debit declined default deleted description detail details digits disabled document documents duplicate
  email empty end error errors exist existing exists expanded expiration expired external
  failed failure field fields filter filters fingerprint first forbidden format found from full
  gateway given header holder house
  id input insufficient internal invalid ip is
  json key
  language last legal length limit line link linked list live livemode locale location locked long
  mandatory merchant message metadata method missing mobile mode month
  name not number object of offset on order out
  page param parameter parameters path payload payment per permission phone plan postal processing property province public
  query
  range rate reference refused region rejected request required resource response
  schedule scope search secret secure security server service shipping short size start state status street suspended system
  tax taken test time timeout timezone title to token tokenization too total turns type
  unauthorized unavailable unexpected unique unknown unprocessable unsupported updated url used user
  valid validation value version wrong year zip
  `
    .trim()
    .split(/\s+/)
)

const isWord = (text: string): boolean => words.has(text.toLowerCase())

/** `first`, `firstName`, `street1`. */
const isPart = (part: string): boolean => {
  if (!/^[A-Za-z]+\d?$/.test(part)) return false
  const letters = part.replace(/\d$/, "")
  return isWord(letters) || letters.split(/(?=[A-Z])/).every(isWord)
}

const isPlaceInList = (segment: string | undefined): boolean =>
  segment !== undefined && /^\d{1,3}$/.test(segment)

/** Is it made of known words alone? Such as `invalid_card`, `firstName` and `customers.0.first_name`. */
export const isKnownName = (name: string): boolean =>
  name.length <= 128 &&
  name
    .split(".")
    .every((segment, index, all) =>
      isPlaceInList(segment)
        ? index > 0 && !isPlaceInList(all[index - 1])
        : segment.split(/[_-]/).every(isPart)
    )
