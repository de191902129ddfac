"""PURE: lists the words by which minutes say that somebody undertakes something, and those that take it back. Bounded
gaps: a sentence costs time in proportion to its length."""

from __future__ import annotations

import re

_BASES = (
    "report|bring|present|submit|provide|circulate|share|send|supply|forward|write|respond|reply|answer|publish|prepare"
    "|produce|draft|arrange|organise|organize|convene|review|investigate|look into|explore|examine|update|complete"
    "|clear|consult|invite|contact|email|e-mail|feed back|follow up|come back|get back|return|add|check|obtain|collate"
    "|raise|issue|table|distribute|notify|undertake|carry out|conduct|revisit|establish|set out|set up|speak|liaise"
    "|refer|ask|apply|meet|ensure|confirm|give|make|let|seek|clarify|identify|find out|inform|advise|attend|nominate"
    "|collect|re-?draft|re-?send|re-?circulate"
)
_GERUNDS = (
    "reporting|bringing|presenting|submitting|providing|circulating|sharing|sending|supplying|forwarding|writing"
    "|responding|replying|publishing|preparing|producing|arranging|convening|reviewing|investigating|completing"
    "|clearing|consulting|inviting|returning|issuing|meeting|coming back|looking into|following up"
)
_DONE = (
    r"reported|brought|presented|submitted|provided|circulated|shared|sent|supplied|forwarded|published|produced"
    r"|prepared|arranged|organised|convened|reviewed|investigated|explored|examined|updated|consulted|invited|contacted"
    r"|emailed|e-mailed|fed back|followed up|returned|added|checked|obtained|collated|raised|issued|tabled|distributed"
    r"|notified|undertaken|carried out|conducted|revisited|made available|written|answered|included"
    r"|sought|given(?! (?:the |an )?(?:opportunity|consideration|permission|to)\b)"
)
_ROLE = (
    r"(?:(?:the|an?) )?(?:(?:interim|strategic|executive|assistant|deputy|corporate|service|lead|cabinet|group|acting"
    r"|principal|senior|chief|borough|monitoring|democratic|scrutiny|finance|head|school|business|programme"
    r"|organisation|policy|area|independent|social|portfolio)\b[ -]?(?:of )?){0,4}"
    r"(?:director|head|officers?|manager|leader|member|chair(?:man|woman|person)?|treasurer|solicitor|worker|adviser"
    r"|advisor|clerk|holder|commissioner|lead|co-?ordinator|accountant|auditor|executive|team|police|service|council"
    r"|trust|icb|nhs|la|local authority|administration)\b"
    r"(?-i:(?: (?:of|for)(?: (?:the|and|of|&|[A-Z][\w'-]{0,20},?)){1,7})?(?: \([A-Z]{1,4}\))?)"
)
_NAMED = r"(?-i:(?:Mr|Mrs|Ms|Miss|Dr|Cllr|Councillor)\.? [A-Z][\w'-]{1,30}(?: [A-Z][\w'-]{1,30})?|\b[A-Z]{2,3}\b)"
_PERSON = r"(?-i:[A-Z][a-z'-]{1,20} [A-Z][A-Za-z'-]{1,20})"
_I = re.IGNORECASE
_ADVERB = r"(?:(?:also|now|then|\w{2,15}ly|therefore|either|both) )?"

SURELY = re.compile(
    r"\b(?:undertook|undertakes|promised|promises|pledged|volunteered)\b[^;.]{0,40}?\b(?:to|that)\b"
    r"|\bg(?:a|i)ves? (?:an?|his|her|their|its) (?:\w{2,15} )?(?:undertaking|commitment|assurance|promise)\b[^;]{0,20}"
    r"\b(?:to|that)\b"
    rf"|\boffered to {_ADVERB}(?:{_BASES})\b"
    rf"|\b(?:committed|commits)(?: (?:him|her|it|them)sel(?:f|ves))? to {_ADVERB}(?:{_GERUNDS}|{_BASES})\b",
    _I,
)
"""Words that nobody uses for less."""
AGREED_TO = re.compile(rf"\bagree[ds]? to {_ADVERB}(?:{_BASES})\b", _I)
REQUESTED_TO = re.compile(
    rf"\b(?:be|was|were) (?:requested|asked|required|instructed|directed|tasked|commissioned) to {_ADVERB}"
    rf"(?:{_BASES})\b",
    _I,
)
_ASKS = r"(?:asked|requested|instructed|directed|required|requests?|asks?|instructs?|resolved to (?:ask|request))"
ASKS_FOR = re.compile(
    rf"(?:\b(?:committee|board|panel|forum|sub-committee|cabinet|council|executive|members|partnership|scrutiny"
    rf"|chair(?:man|woman|person)?|it was|group|trust|governors|commission)\b[^;.]{{0,25}}|^(?:and |to )?){_ASKS}\b"
    rf"(?! (?:whether|if|why|how|what|when|who|about))[^;?]{{0,160}}?"
    rf"(?:\b(?:to|should|shall|would)? ?be {_ADVERB}(?:{_DONE})\b"
    rf"|\b(?:officers?|director|manager|head|service|team|lead|clerk|trust|icb)\b[^;?]{{0,60}}?"
    rf"\b(?:to|should|would) {_ADVERB}(?:{_BASES})\b"
    rf"|\bthat (?:the )?(?:officers|director|head of service|clerk|trust|icb) {_ADVERB}(?:{_BASES})\b)",
    _I,
)
AGREED_THAT = re.compile(
    rf"\b(?:agreed|resolved|decided)\b[^;?]{{0,8}}\b(?:that|(?:it|they|we|officers)(?= (?:would|will)\b))\b"
    rf"[^;?]{{0,160}}?\b(?:would|will|shall) {_ADVERB}\w{{2,20}}",
    _I,
)
AGREED_BE = re.compile(
    rf"(?:\b(?:agreed|resolved|decided)\b[^;?]{{0,8}}|^)\bthat\b[^;?]{{0,240}}?\b(?:be|to be) {_ADVERB}(?:{_DONE})\b",
    _I,
)
THAT_ROLE = re.compile(
    rf"(?:^|\b(?:agreed|resolved|decided)\b[^;?]{{0,8}}\b)(?:that )?{_ROLE}(?: and (?:the )?(?:{_ROLE}|[A-Z]{{2,4}}))?"
    rf" {_ADVERB}(?:{_BASES})s?\b(?! (?:be|is|was|as|and|of)\b)",
    _I,
)
"""What was resolved: `That officers report back`, `AGREED that the Director write to schools`."""
ASKS_FOR_PAPER = re.compile(
    r"^(?:to |and )?(?:ask|request|instruct|call) (?:for )?(?:an?|the) (?:\w{2,15} ){0,2}?(?:report|briefing|paper"
    r"|update|note|breakdown|review)\b",
    _I,
)
"""Under what was decided: `To request a briefing note on the cost`."""
I_WILL = re.compile(rf"(?:^|[,;] |\band )I (?:will|shall) {_ADVERB}(?:{_BASES})\b")
"""In an answer."""
IS_DONE = re.compile(rf"\b(?:be|to be|is to be|are to be) {_ADVERB}(?:{_DONE})\b", _I)
ROLE_DOES = re.compile(
    rf"^(?:{_ROLE}|{_NAMED}|{_PERSON}|the (?:LA|ICB|Trust|Council)|we)(?: [A-Z]\w{{1,20}}){{0,2}} "
    rf"(?:would|will|shall|(?:is|are) to|to) {_ADVERB}(?:{_BASES}|publish)\b",
    _I,
)
SAID_WOULD = re.compile(
    r"\b(?:said|stated|confirmed|advised|replied|responded|indicated|assured|explained|noted|added|told|agreed)\b"
    rf"[^;?]{{0,60}}?\b(?:he|she|they|officers|{_ROLE}|the (?:LA|ICB|Trust|Council)|and) (?:would|will) "
    rf"{_ADVERB}(?:{_BASES})\b",
    _I,
)
WILL_BE_DONE = re.compile(rf"\b(?:would|will|shall|(?:is|are) to) {_ADVERB}be {_ADVERB}(?:{_DONE})\b", _I)
WE_WILL = re.compile(
    r"^(?:we|the (?:council|service|la|local authority|trust|icb)) (?:will|shall) (?:now |also )?[a-z]{2,20}", _I
)
TO_SOMEBODY = re.compile(
    r"\b(?:to|at|in|with|for|before|by|ahead of)\b[^;.]{0,40}?\b(?:meeting|committee|sub-committee|board|panel|forum"
    r"|members|councillors|cabinet|governors|council|group|agenda|schools|parents|families|residents)\b"
    r"|\b(?:after|outside(?: of)?|following|with) the (?:meeting|(?:draft )?minutes)\b|\bin writing\b",
    _I,
)
ACTION_LABEL = re.compile(
    r"(?:agreed |further |follow-up )?actions?(?: points?)?(?: (?:\d{1,3}|[a-z]))?(?: agreed)?", _I
)
ACTION_DOES = re.compile(r"^[^;?]{2,90}?\b(?:to|will|shall) (?!be noted\b)[a-z]{2,20}\b", _I)
ACTION_BEFORE = re.compile(r"^(?:agreed |further |follow-up )?actions?(?: points?)?(?: \d{1,3})? ?[-:] ?", _I)
"""`Action - Clerk to send the dates`: the label stands on the sentence's own line."""
RESOLVES = re.compile(
    r"\b(?:resolved|agreed|decided|decision)\b|^the [\w &'-]{2,80}:$|^(?:that|decisions?|actions?)\W{0,3}$", _I
)
OTHER_PART = re.compile(
    r"\b(?:reasons?|options?|alternatives?|background|terms of reference|constitution|procedure rules|purpose"
    r"|implications?|recommend(?:ed|ations?)?|motions?|amendments?|conditions?|informatives?)\b",
    _I,
)
"""Headings under which nobody undertakes anything."""
NO_PROMISE = re.compile(
    r"^(?:if|where|any|should|when|unless|each(?! \w{2,20} to\b))\b"
    r"|\bin accordance with\b|\bon request\b|\brecording of the meeting\b|"
    r"\b(?:unable to|declined to|refused to|(?:did|do|does) not agree|not (?:be )?(?:able|possible|minded)|would not"
    r"|will not|could not|cannot|no longer|lost|withdrawn|rejected)\b"
    r"|\bhad (?:\w{2,15} )?(?:agreed|requested|asked|undertaken|promised|committed|resolved|offered)\b"
    r"|\b(?:recalled|was reminded|were reminded|reminded (?:members|the))\b"
    r"|\b(?:authorit(?:y|ies)\b[^;]{0,40}\bdelegated|delegate[ds]?|authorised?|authorized?|empowered)\b"
    r"|\brecommend(?:s|ed)?\b|\bwould be (?:an?|helpful|useful|good|beneficial|important|appropriate|better|happy)\b"
    r"|\bthat it be noted\b|\bunclear\b|\bdisclos\w{1,10}\b|\bwhether\b"
    r"|\bat the meeting\b(?! (?:on (?:\w+day|\d|the \d)|of|in|scheduled))"
    r"|\b(?:completed|closed|done) (?:and|on|-)|[-:(] ?(?:completed?|closed|done|actioned)\W{0,3}$"
    r"|\b(?:the applicants?|licen[cs]e(?:es?| holders?)?|all parties|planning permission)\b"
    r"|\bminutes\b[^;]{0,80}\b(?:signed|correct|accurate)\b",
    _I,
)
WISH = re.compile(
    r"^(?:in (?:reply|response|answer) to [^,]{2,80}, )?(?:councillor|cllr|a member|some members?|one member|members?"
    r"|a (?:parent|resident|governor|head ?teacher)|the public|residents|parents)\b[^,;]{0,40}?\b(?:asked|suggested"
    r"|hoped|felt|wondered|queried|urged|would|wished|considered|commented|proposed|requested (?!that|for|officers)"
    r"|called|said|raised|thought|encouraged)\b"
    r"|\b(?:it was (?:suggested|hoped|felt|proposed|commented|queried)|might wish|could be|may be|if money)\b",
    _I,
)
"""What somebody would like, which nobody has undertaken."""
EMPTY_AGREED = re.compile(
    r"\b(?:would|will|shall) (?:\w{2,15}ly )?(?:be (?:noted|taken|excluded|adjourned|elected|appointed|deferred|signed"
    r"|approved|available|required|able|subject|in|held|chaired|granted|refused|confirmed|considered|exempt|heard|moved|voted)|remain|continue|stand|have|need|begin"
    r"|preside|chair|vote)\b",
    _I,
)
NEXT_MEETING = re.compile(
    r"\b(?:next|following|forthcoming) (?:\w{2,20} ){0,2}(?:meeting|(?:sub-?)?committee|board|panel|forum)\b"
    r"|\b(?:to|at|for) its (?:meeting|next)\b|\bmeeting (?:on|of|in|scheduled)\b"
    r"|\bthe (?:january|february|march|april|may|june|july|august|september|october|november|december) meeting\b",
    _I,
)
ON_AGENDA = re.compile(
    r"\b(?:report(?:ed)?|bring|brought|present(?:ed)?|submit(?:ted)?|provided?|table[d]?|return(?:ed)?|added|updated?"
    r"|come back|considered|included|share[d]?|bringing|presenting|submitting|confirm)\b",
    _I,
)
BEFORE_NEXT = re.compile(r"\b(?:before|ahead of|prior to|until) (?:the|its) (?:next|following)\b", _I)
"""What is sent round by then, and stands on no agenda."""
WHO = re.compile(rf"\b(?!(?:a |the )?members?\b)(?:{_ROLE})", _I)
NAMED = re.compile(_NAMED)
DOES = re.compile(
    rf"\b(?P<active>(?:to|would|will|shall) {_ADVERB}(?P<verb>{_BASES}|{_GERUNDS})\b(?: back)?)(?! that\b)"
    rf"|(?P<passive>\b(?:(?:would|will|shall|should|is to|are to|to) )?{_ADVERB}be {_ADVERB}(?:{_DONE})\b)",
    _I,
)
"""What is to be done: the first such words of a promise."""
OBJECT_ENDS = re.compile(
    r"[,.;]|$| (?:to|at|by|before|within|outside|after|with|in (?:writing|january|february|march|april|may|june|july"
    r"|august|september|october|november|december)|ahead|for the next|on \d)\b",
    _I,
)
OF_WHAT = re.compile(r"\b(?:on|about|regarding|concerning) (?P<what>[^;:,.]{3,90})[.;,]?$", _I)
THAT = re.compile(r"\b(?:that|for|and) ", _I)
SINGLE = re.compile(r"^[^,;]{0,60}?\b(?:councillor|cllr|a member|one member|some members|mr|mrs|ms|dr)\b", _I)
"""Who speaks for himself alone."""
OTHERS_ASKED = re.compile(
    r"\b(?:members|councillors|residents|parents|schools|governors|anyone|attendees|committee|board|panel|forum|cabinet"
    r"|council) (?:(?:will|would|to|can|may) )?(?:be|was|were|is|are) (?:\w{2,15}ly )?"
    r"(?:asked|requested|invited|required)\b",
    _I,
)
PAST = re.compile(r"\b(?:had|has|have) (?:\w{2,15} )?(?:undertaken|promised|committed|offered|pledged|given)\b", _I)
SAID_BEFORE = re.compile(r"^(?:that |for |(?:a|an|the) (?:further |written )?(?:report|update|paper)s? on )+", _I)
LONGEST_LEAD = 300
NO_ITEM = re.compile(
    r"\b20\d\d\b|^(?:the [\w &'-]{2,80}|answers?|reply|response|question|supplementary question|minutes of .*"
    r"|[^,;]{0,80}\b(?:committee|board|panel|forum|cabinet|council|partnership|executive)"
    r"|actions?(?: \w{1,12}){0,3}|present|apologies|matters arising|minutes)\W*$",
    _I,
)
"""Headings that name no item."""
WERE_ASKED = re.compile(r"\b(?:was|were|had been|has been) (?:requested|asked|tasked|instructed) to\b", _I)
LAST_TIME = re.compile(r"\b(?:matters arising|minutes|previous|action log|outstanding|progress)\b", _I)
"""Headings under which it is told what was asked for earlier."""
NUMBER = re.compile(r"^\d{1,3}(?:\.\d{1,2})?[.)]? (?=\D)")
AGREES = re.compile(r"\b(?:agreed|resolved)\b", _I)
NO_FIRST = re.compile(r"\bunder part [a-z]\b|\b(?:this|the) item (?:first|next)\b", _I)
"""In which order the meeting itself takes its business."""
