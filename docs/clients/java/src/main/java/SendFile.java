import centre.ApiClient;
import centre.api.AttachmentsApi;
import centre.api.HoldsApi;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Sends a file to a case and saves an order as order.pdf, by the client that openapi-generator
 * makes. API, TOKEN: the address and a token of an officer; CASE_ID, ORDER_ID: the case and an order
 * of it; FILE: the file.
 */
public final class SendFile {
    public static void main(String[] arguments) throws Exception {
        ApiClient client = new ApiClient();
        client.updateBaseUri(System.getenv("API"));
        client.setRequestInterceptor(
                request -> request.header("authorization", "Bearer " + System.getenv("TOKEN")));
        var kept = new AttachmentsApi(client)
                .attachmentsAddToCase(System.getenv("CASE_ID"), "slip", new File(System.getenv("FILE")));
        File document = new HoldsApi(client).ordersDocument(System.getenv("ORDER_ID"));
        Files.move(document.toPath(), Path.of("order.pdf"), StandardCopyOption.REPLACE_EXISTING);
        System.out.println(kept.getId());
    }
}
