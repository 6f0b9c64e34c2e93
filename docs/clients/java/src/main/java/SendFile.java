import centre.ApiClient;
import centre.api.AttachmentsApi;
import centre.api.HoldsApi;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
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
        client.setObjectMapper(new BytesOfFiles(client.getObjectMapper()));
        var kept = new AttachmentsApi(client)
                .attachmentsAddToCase(System.getenv("CASE_ID"), "slip", new File(System.getenv("FILE")));
        File document = new HoldsApi(client).ordersDocument(System.getenv("ORDER_ID"));
        Files.move(document.toPath(), Path.of("order.pdf"), StandardCopyOption.REPLACE_EXISTING);
        System.out.println(kept.getId());
    }

    /** The library writes a body that is a file as JSON, which is its path; this one writes its bytes. */
    private static final class BytesOfFiles extends ObjectMapper {
        BytesOfFiles(ObjectMapper usual) {
            super(usual);
        }

        @Override
        public ObjectMapper copy() {
            return new BytesOfFiles(this);
        }

        @Override
        public byte[] writeValueAsBytes(Object value) throws JsonProcessingException {
            if (!(value instanceof File file)) return super.writeValueAsBytes(value);
            try {
                return Files.readAllBytes(file.toPath());
            } catch (IOException error) {
                throw new UncheckedIOException(error);
            }
        }
    }
}
