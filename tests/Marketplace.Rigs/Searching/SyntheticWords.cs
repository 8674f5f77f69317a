namespace Marketplace.Rigs.Searching;

/// <summary>The vocabulary of the made-up listings.</summary>
public static class SyntheticWords
{
    public static string[] Families { get; } = ["TC", "IC", "TT", "RD", "IP", "IN", "EN", "SI", "TE", "IT"];

    public static (string Zh, string En)[] Topics { get; } =
    [
        ("电磁兼容", "Electromagnetic compatibility"), ("静电放电抗扰度", "Electrostatic discharge immunity"), ("盐雾腐蚀", "Salt spray corrosion"),
        ("振动与冲击", "Vibration and shock"), ("高低温循环", "Temperature cycling"), ("水质重金属", "Heavy metals in water"),
        ("食品农药残留", "Pesticide residues in food"), ("材料拉伸", "Tensile strength of materials"), ("无损探伤", "Non-destructive examination"),
        ("压力容器检验", "Pressure vessel inspection"), ("建筑节能", "Building energy efficiency"), ("碳排放核查", "Carbon emission verification"),
        ("信息安全等级保护", "Information security grading"), ("软件渗透测试", "Software penetration testing"), ("软件性能", "Software performance"),
        ("专利检索分析", "Patent search and analysis"), ("商标注册代理", "Trademark registration"), ("技术成果评价", "Technology assessment"),
        ("工业设计", "Industrial design"), ("三维扫描测量", "Three-dimensional measurement"), ("几何量校准", "Dimensional calibration"),
        ("温度计量校准", "Temperature calibration"), ("压力传感器校准", "Pressure sensor calibration"), ("电池安全", "Battery safety"),
        ("光伏组件", "Photovoltaic modules"), ("医疗器械生物相容性", "Biocompatibility of medical devices"), ("洁净室检测", "Cleanroom testing"),
        ("噪声监测", "Noise monitoring"), ("土壤污染调查", "Soil contamination survey"), ("职业卫生评价", "Occupational hygiene assessment"),
    ];

    public static (string Zh, string En)[] Services { get; } =
    [
        ("测试服务", "testing"), ("检验服务", "inspection"), ("技术咨询", "consulting"), ("认证服务", "certification"),
        ("评估服务", "evaluation"), ("研究开发", "research and development"), ("校准服务", "calibration"), ("培训服务", "training"),
    ];

    public static (string Zh, string En)[] Phrases { get; } =
    [
        ("按国家标准出具报告", "reports to national standards"), ("可到现场采样", "sampling on site"), ("加急三个工作日", "urgent jobs within three working days"),
        ("覆盖汽车与轨道交通零部件", "covering automotive and railway parts"), ("提供整改建议", "with advice on remedies"), ("报告可用于政府采购", "reports accepted in public procurement"),
        ("配备恒温恒湿实验室", "in a climate-controlled laboratory"), ("原始记录可追溯", "with traceable raw records"), ("支持中英文报告", "bilingual reports"),
        ("服务中小企业", "for small and medium-sized enterprises"), ("样品保存六个月", "samples kept for six months"), ("由授权签字人审核", "reviewed by an authorised signatory"),
        ("测量不确定度另附", "measurement uncertainty stated"), ("可分包项目事先说明", "subcontracted work announced beforehand"), ("检测周期稳定", "with a steady turnaround"),
    ];

    public static string[] Objects { get; } = ["电子电气产品", "汽车零部件", "生活饮用水", "建筑材料", "食品", "医疗器械", "软件产品", "金属材料"];

    public static (string Zh, string En)[] Names { get; } =
    [
        ("华测", "Huace"), ("中正", "Zhongzheng"), ("蓝天", "Lantian"), ("恒准", "Hengzhun"), ("博瑞", "Borui"), ("信诚", "Xincheng"), ("远达", "Yuanda"), ("精衡", "Jingheng"),
    ];

    public static (string Code, string Zh, string En)[] Cities { get; } =
    [
        ("CN-GD", "广东", "Guangdong"), ("CN-SH", "上海", "Shanghai"), ("CN-BJ", "北京", "Beijing"), ("CN-JS", "江苏", "Jiangsu"), ("CN-ZJ", "浙江", "Zhejiang"),
        ("CN-SC", "四川", "Sichuan"), ("CN-HB", "湖北", "Hubei"), ("CN-SN", "陕西", "Shaanxi"), ("CN-SD", "山东", "Shandong"), ("CN-FJ", "福建", "Fujian"),
        ("CN-HK", "香港", "Hong Kong"), ("DE-BY", "巴伐利亚", "Bavaria"), ("GB-ENG", "英格兰", "England"), ("US-CA", "加利福尼亚", "California"), ("JP-13", "东京", "Tokyo"),
    ];

    public static IEnumerable<string> ClassNames(string code) =>
        [Services[code[^1] % Services.Length].Zh, Services[code[^1] % Services.Length].En, Objects[code[0] % Objects.Length]];
}
