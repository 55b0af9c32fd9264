// veraPDF over files: java -cp JAR Vera.java PROFILE=RESOURCE... -- FILE...
// Prints a line a fault: file, tab, rule, tab, place, tab, message; and a line "done", tab, file, tab,
// number of checks made for each file and profile. The profiles lie in the jar as XML; they are read
// with the JDK's own parser, because veraPDF's reader needs JAXB, which neither the jar nor Java has.

import java.io.File;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.LogManager;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.ErrorArgumentImpl;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

public class Vera {
    static List<Element> all(Element in, String tag) {
        NodeList nodes = in.getElementsByTagName(tag);
        List<Element> found = new ArrayList<>();
        for (int at = 0; at < nodes.getLength(); at++) found.add((Element) nodes.item(at));
        return found;
    }

    static String words(Element in, String tag) {
        List<Element> found = all(in, tag);
        return found.isEmpty() ? "" : found.get(0).getTextContent();
    }

    static Rule rule(Element xml, PDFAFlavour flavour) {
        Element id = all(xml, "id").get(0);
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : all(xml, "argument")) {
            String name = argument.getAttribute("name");
            arguments.add(ErrorArgumentImpl.fromValues(argument.getTextContent(), name.isEmpty() ? null : name, null));
        }
        String deferred = xml.getAttribute("deferred");
        return Profiles.ruleFromValues(
            Profiles.ruleIdFromValues(flavour.getPart(), id.getAttribute("clause"), Integer.parseInt(id.getAttribute("testNumber"))),
            xml.getAttribute("object"), deferred.isEmpty() ? null : Boolean.valueOf(deferred), xml.getAttribute("tags"),
            words(xml, "description"), words(xml, "test"), Profiles.errorFromValues(words(xml, "message"), arguments), List.of());
    }

    static ValidationProfile profile(String resource, PDFAFlavour flavour) throws Exception {
        try (InputStream in = Profiles.class.getResourceAsStream("/org/verapdf/pdfa/validation/" + resource)) {
            Element root = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
            Set<Rule> rules = new HashSet<>();
            for (Element xml : all(root, "rule")) rules.add(rule(xml, flavour));
            Set<Variable> variables = new HashSet<>();
            for (Element xml : all(root, "variable"))
                variables.add(Profiles.variableFromValues(
                    xml.getAttribute("name"), xml.getAttribute("object"), words(xml, "defaultValue"), words(xml, "value")));
            return Profiles.profileFromValues(flavour, Profiles.profileDetailsFromValues(resource, "", "", new Date(0)), "", rules, variables);
        }
    }

    static String line(Object... cells) {
        StringBuilder out = new StringBuilder();
        for (Object cell : cells) out.append(out.length() == 0 ? "" : "\t").append(String.valueOf(cell).replaceAll("\\s+", " ").trim());
        return out.toString();
    }

    public static void main(String[] arguments) throws Exception {
        LogManager.getLogManager().reset();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        VeraGreenfieldFoundryProvider.initialise();
        List<ValidationProfile> profiles = new ArrayList<>();
        int at = 0;
        for (; !arguments[at].equals("--"); at++) {
            String[] pair = arguments[at].split("=");
            profiles.add(profile(pair[1], PDFAFlavour.valueOf(pair[0])));
        }
        for (at++; at < arguments.length; at++)
            for (ValidationProfile profile : profiles) {
                PDFAFlavour flavour = profile.getPDFAFlavour();
                try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(arguments[at]), flavour);
                     PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, 100, false, true, false)) {
                    ValidationResult result = validator.validate(parser);
                    for (TestAssertion check : result.getTestAssertions())
                        if (check.getStatus() == TestAssertion.Status.FAILED)
                            out.println(line(arguments[at], flavour + " " + check.getRuleId().getClause() + "-" + check.getRuleId().getTestNumber(),
                                check.getLocation().getContext(), check.getErrorMessage()));
                    out.println(line("done", arguments[at], result.getTotalAssertions()));
                }
            }
    }
}
