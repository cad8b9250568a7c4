package corpus

// syllable is a part of a proper name, in Latin letters and in Chinese.
type syllable struct{ latin, han string }

// syllables all begin with a consonant and end in a vowel, n or ng; see
// Corpus.syllablesOf.
var syllables = []syllable{
	{"ba", "坝"}, {"bei", "北"}, {"bo", "柏"}, {"chang", "昌"}, {"cheng", "城"},
	{"chun", "春"}, {"da", "大"}, {"dong", "东"}, {"fang", "方"}, {"feng", "凤"},
	{"fu", "福"}, {"gao", "高"}, {"gu", "谷"}, {"guan", "关"}, {"hai", "海"},
	{"he", "河"}, {"hong", "洪"}, {"hu", "湖"}, {"hua", "花"}, {"ji", "吉"},
	{"jia", "嘉"}, {"jin", "金"}, {"kou", "口"}, {"lan", "兰"}, {"li", "李"},
	{"lin", "林"}, {"long", "龙"}, {"lu", "鹿"}, {"ma", "马"}, {"mei", "梅"},
	{"min", "民"}, {"nan", "南"}, {"ning", "宁"}, {"ping", "平"}, {"pu", "浦"},
	{"qing", "清"}, {"quan", "泉"}, {"ru", "如"}, {"sha", "沙"}, {"shan", "山"},
	{"shi", "石"}, {"shui", "水"}, {"song", "松"}, {"tai", "泰"}, {"tian", "田"},
	{"tong", "同"}, {"wang", "王"}, {"wu", "五"}, {"xi", "西"}, {"yang", "阳"},
}

// regions are the subfolders of each kind.
var regions = []string{
	"central-plain", "coast", "delta", "east-bank", "forest-belt", "great-bend",
	"high-plateau", "inner-basin", "lake-district", "loess-hills", "lower-reaches",
	"north-ridge", "oasis-belt", "salt-coast", "south-ridge", "terraces",
	"upper-reaches", "west-bank",
}

// pattern is a title with {} for the proper name.
type pattern struct{ latin, han string }

// titlePatterns hold no punctuation, so that a title's words are its stem's.
// People have none: their title is their name.
var titlePatterns = [kinds][]pattern{
	Period: {
		{"{} Consolidation Period", "{}整顿时期"}, {"{} Reconstruction", "{}重建时期"},
		{"Years of the {} Compact", "{}公约年代"}, {"{} Transition", "{}过渡时期"},
		{"Second {} Plan Period", "第二个{}计划时期"},
	},
	Norm: {
		{"Measures on Resident Teams of {}", "{}驻村工作队管理办法"},
		{"Provisions on First Secretaries of {}", "{}第一书记规定"},
		{"Opinion on Village Accounts in {}", "关于{}村级财务的意见"},
		{"Notice on Grain Delivery in {}", "关于{}粮食征购的通知"},
		{"{} Assembly Regulations", "{}村民会议条例"},
		{"Rules on Common Land in {}", "{}集体土地细则"},
		{"{} Water Sharing Compact", "{}用水公约"},
		{"Guidance on Reporting Duties in {}", "{}报表工作指导意见"},
	},
	Case: {
		{"Account Audit in {} Village", "{}村账目清查"}, {"The {} Road Dispute", "{}修路纠纷"},
		{"Dispatch of Cadres to {}", "下派干部到{}"}, {"{} Orchard Cooperative", "{}果园合作社"},
		{"Election Rerun in {}", "{}重新选举"}, {"{} Relocation", "{}搬迁"},
		{"School Merger at {}", "{}学校合并"}, {"{} Irrigation Works", "{}水利工程"},
	},
	Organisation: {
		{"{} County Committee", "{}县委"}, {"{} Township Government", "{}乡政府"},
		{"{} Villagers Assembly", "{}村民会议"}, {"{} Supply Cooperative", "{}供销社"},
		{"Bureau of Agriculture of {}", "{}农业局"}, {"{} Resident Team", "{}驻村工作队"},
	},
	Person: {{"{}", "{}"}},
	Place: {
		{"{} County", "{}县"}, {"{} Township", "{}乡"}, {"{} Village", "{}村"},
		{"{} River Valley", "{}河谷"},
	},
	Concept: {
		{"{} Model of Joint Review", "{}联审模式"}, {"{} Responsibility Scheme", "{}责任制"},
		{"Doctrine of the {} School", "{}学派学说"}, {"{} Register Method", "{}登记法"},
	},
}

// headingTexts has at most 64 entries; see drawDistinct.
var headingTexts = []string{
	"Background", "How it began", "Text of the rule", "Who decided", "Who carried it out",
	"Figures", "Later changes", "Disputed points", "What the sources say", "What stayed silent",
	"Compared with neighbours", "The account books", "Meetings and minutes", "Money and labour",
	"Elections", "Petitions", "Reports to the county", "The second inspection", "Training",
	"Duties and powers", "Terms of service", "Evaluation", "After the team left", "Aftermath",
	"Names and dates", "Reading the register", "Open questions", "经过 Course of events",
	"背景 Setting", "影响 Effects", "Boundaries", "Maps and lists", "Witnesses", "Repeal",
}

var nouns = []string{
	"account", "agreement", "allotment", "appeal", "appointment", "archive", "assembly", "audit",
	"ballot", "boundary", "brigade", "budget", "cadre", "campaign", "canal", "census", "charter",
	"circular", "clinic", "collective", "commission", "committee", "compact", "complaint",
	"contract", "cooperative", "council", "county", "decision", "decree", "delegate", "deputy",
	"dispatch", "district", "drainage", "duty", "election", "estate", "evaluation", "famine",
	"fee", "field", "form", "garrison", "granary", "grant", "harvest", "household", "implementation",
	"inquiry", "inspection", "institution", "investigation", "irrigation", "land", "lease", "ledger",
	"levy", "loan", "magistrate", "mandate", "market", "measure", "meeting", "member", "memorial",
	"militia", "mill", "minutes", "norm", "notice", "office", "official", "order", "orchard",
	"participation", "payment", "penalty", "pension", "petition", "pledge", "policy", "population",
	"precedent", "procedure", "procurement", "programme", "promise", "protocol", "province", "quota",
	"record", "reform", "register", "regulation", "relief", "report", "representative", "reservoir",
	"resolution", "responsibility", "rule", "school", "secretary", "seed", "settlement", "signature",
	"statute", "stipend", "subsidy", "survey", "tax", "team", "tenure", "terrace", "testimony",
	"township", "tribunal", "village", "vote", "warehouse", "water", "workshop",
}

var adjectives = []string{
	"annual", "binding", "careful", "central", "collective", "common", "contested", "customary",
	"delayed", "detailed", "disputed", "early", "elected", "exact", "fiscal", "formal", "former",
	"general", "hasty", "higher", "improvised", "incomplete", "informal", "joint", "lasting",
	"late", "legal", "local", "lower", "mountain", "mutual", "narrow", "new", "official", "open",
	"ordinary", "partial", "permanent", "plain", "preliminary", "private", "provincial", "public",
	"quiet", "regular", "remote", "reserved", "revised", "rural", "seasonal", "second", "secret",
	"separate", "severe", "shared", "small", "special", "standing", "strict", "temporary",
	"unanimous", "unfinished", "unwritten", "upland", "verbal", "written", "yearly",
}

var verbs = []string{
	"abolished", "accepted", "amended", "announced", "annulled", "appointed", "approved", "assigned",
	"audited", "avoided", "balanced", "bound", "changed", "checked", "claimed", "collected",
	"compared", "completed", "confirmed", "copied", "corrected", "counted", "defended", "delayed",
	"divided", "drafted", "enforced", "evaluated", "examined", "extended", "financed", "followed",
	"founded", "ignored", "inspected", "introduced", "limited", "measured", "mended", "moved",
	"neglected", "ordered", "postponed", "praised", "preserved", "promised", "protected", "published",
	"questioned", "recorded", "refused", "rejected", "repaired", "replaced", "reported", "restored",
	"revised", "settled", "signed", "simplified", "strengthened", "supervised", "suspended",
	"tolerated", "transferred", "verified", "weakened", "witnessed",
}

var adverbs = []string{
	"again", "at once", "by acclamation", "by written vote", "carefully", "from then on", "in full",
	"in haste", "in part", "in public", "in stages", "in writing", "later", "only once", "openly",
	"reluctantly", "repeatedly", "soon", "twice", "without debate", "without delay", "year by year",
}

var hanActions = []string{
	"讨论了账目问题", "通过了用水公约", "派出了工作队", "重新划定了地界", "公布了分配方案",
	"听取了第一书记的汇报", "修订了村规民约", "清点了粮食和种子", "检查了水利工程", "选举了新的委员会",
	"确认了各户的承包面积", "否决了合并学校的建议", "延长了驻村期限", "免除了部分税费", "记录了全部意见",
	"退回了三份报表", "表扬了两个村民小组", "请求县里增拨经费", "撤销了原来的决定", "决定分期执行",
}
